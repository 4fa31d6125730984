package flashsalelab.balancer.admin;

import flashsalelab.balancer.upstream.Upstream;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Whether requests would be answered: the proxy listens, and at least one upstream accepts
 * connections at this moment.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a probe's close needs no follow-up
public final class Readiness {
  /** The answer to one question, with its reason. */
  record Answer(boolean isReady, String reason) {}

  private final BooleanSupplier isListening;
  private final List<Upstream> upstreams;
  private final Bootstrap probe;

  /**
   * @param probe opens, on one event loop, the connections that find out; its connect timeout
   *     bounds the answer
   */
  public Readiness(BooleanSupplier isListening, List<Upstream> upstreams, Bootstrap probe) {
    this.isListening = isListening;
    this.upstreams = upstreams;
    this.probe = probe;
  }

  /** Answers on the probe's event loop, as soon as one upstream accepts or all have failed. */
  void check(Consumer<Answer> asker) {
    if (!isListening.getAsBoolean()) {
      asker.accept(new Answer(false, "The balancer does not accept connections."));
      return;
    }
    AtomicInteger open = new AtomicInteger(upstreams.size());
    for (Upstream upstream : upstreams) {
      ChannelFuture attempt = probe.connect(upstream.socketAddress());
      attempt.addListener(ignored -> ended(attempt, upstream, open, asker));
    }
  }

  private static void ended(
      ChannelFuture attempt, Upstream upstream, AtomicInteger open, Consumer<Answer> asker) {
    int before = open.getAndDecrement();
    if (attempt.isSuccess()) {
      attempt.channel().close();
      if (before > 0) {
        open.set(0);
        asker.accept(new Answer(true, "Upstream " + upstream + " accepts connections."));
      }
    } else if (before == 1) {
      asker.accept(new Answer(false, "No upstream accepts connections."));
    }
  }
}
