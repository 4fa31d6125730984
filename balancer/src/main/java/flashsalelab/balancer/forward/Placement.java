package flashsalelab.balancer.forward;

import flashsalelab.balancer.selection.RequestFacts;
import flashsalelab.balancer.upstream.Acquisition;
import flashsalelab.balancer.upstream.ConnectionAsker;
import flashsalelab.balancer.upstream.FailureReason;
import flashsalelab.balancer.upstream.Ticket;
import flashsalelab.balancer.upstream.Upstream;
import flashsalelab.balancer.upstream.UpstreamConnection;
import io.netty.channel.EventLoop;
import java.util.BitSet;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A request's way to a connection: the choice of an upstream, the wait for a connection to it, and
 * the next upstream where none could be established. Each upstream is tried at most once. Confined
 * to one event loop.
 */
final class Placement implements ConnectionAsker, Predicate<Upstream> {
  /** Who wants the connection; answered once for each {@link #find} or {@link #findAnother}. */
  interface Seeker {
    void placed(UpstreamConnection connection);

    void notPlaced(Problem problem);
  }

  private final Forwarding forwarding;
  private final EventLoop loop;
  private final RequestFacts request;
  private final Seeker seeker;
  private @Nullable Upstream upstream;
  private @Nullable Ticket ticket;
  private @Nullable BitSet unreachable;
  private @Nullable String lastRefusal;

  Placement(Forwarding forwarding, EventLoop loop, RequestFacts request, Seeker seeker) {
    this.forwarding = forwarding;
    this.loop = loop;
    this.request = request;
    this.seeker = seeker;
  }

  /** Looks for an upstream and a connection to it. The answer may come before this returns. */
  void find() {
    Upstream chosen = forwarding.selection().select(request, this);
    if (chosen == null) {
      String refusal = lastRefusal;
      seeker.notPlaced(
          refusal == null
              ? Problem.unavailable(
                  "No upstream is available: connections to all of them failed a moment ago.")
              : Problem.badGateway(refusal));
      return;
    }
    upstream = chosen;
    chosen.begin();
    findAnother();
  }

  /** Looks for another connection to the same upstream. */
  void findAnother() {
    Ticket place = forwarding.pools().pool(loop, upstream()).acquire(this);
    if (place != null) {
      ticket = place;
    }
  }

  @Override
  public void acquired(Acquisition outcome) {
    ticket = null;
    switch (outcome) {
      case Acquisition.Connected(UpstreamConnection connection) -> seeker.placed(connection);
      case Acquisition.ConnectFailed(FailureReason reason, String detail) -> {
        exclude(upstream());
        lastRefusal = "No connection to %s (%s): %s.".formatted(upstream(), reason.label(), detail);
        leave();
        find();
      }
      case Acquisition.QueueFull(int waiting) ->
          seeker.notPlaced(
              Problem.unavailable(
                  "All connections to %s are in use and %d requests wait for one."
                      .formatted(upstream(), waiting)));
      case Acquisition.WaitTimedOut(long millis) ->
          seeker.notPlaced(
              Problem.unavailable(
                  "No connection to %s became free within %d ms.".formatted(upstream(), millis)));
    }
  }

  /** The upstream that was chosen last, as long as it has not been left. */
  Upstream upstream() {
    return Objects.requireNonNull(upstream, "no upstream was chosen");
  }

  /**
   * Stops waiting, and counts the request as no longer in flight. Needed once when it is over;
   * harmless again.
   */
  void leave() {
    Ticket place = ticket;
    ticket = null;
    if (place != null) {
      place.cancel();
    }
    Upstream left = upstream;
    upstream = null;
    if (left != null) {
      left.end();
    }
  }

  private void exclude(Upstream refusing) {
    BitSet excluded = unreachable;
    if (excluded == null) {
      excluded = new BitSet();
      unreachable = excluded;
    }
    excluded.set(refusing.index());
  }

  /** Whether the selection may choose this upstream. */
  @Override
  public boolean test(Upstream candidate) {
    BitSet excluded = unreachable;
    return candidate.isAvailable() && (excluded == null || !excluded.get(candidate.index()));
  }
}
