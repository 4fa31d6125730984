package flashsalelab.balancer.selection;

import flashsalelab.balancer.upstream.Upstream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The upstream with the fewest requests in flight for its weight; among equals, each in its turn.
 *
 * <p>Counts requests and not connections, because pooled connections stay open between requests.
 * The counts are read without a lock: requests that arrive at the same instant on two event loops
 * may see the same minimum.
 */
final class LeastConnections implements Selection {
  private final Upstream[] upstreams;
  private final AtomicInteger turn = new AtomicInteger();

  LeastConnections(List<Upstream> upstreams) {
    this.upstreams = upstreams.toArray(Upstream[]::new);
  }

  @Override
  public @Nullable Upstream select(RequestFacts request, Predicate<Upstream> eligible) {
    int start = Math.floorMod(turn.getAndIncrement(), upstreams.length);
    Upstream best = null;
    long bestInFlight = 0;
    for (int i = 0; i < upstreams.length; i++) {
      Upstream next = upstreams[(start + i) % upstreams.length];
      if (!eligible.test(next)) {
        continue;
      }
      long inFlight = next.inFlight();
      if (best == null || inFlight * best.weight() < bestInFlight * next.weight()) {
        best = next;
        bestInFlight = inFlight;
      }
    }
    return best;
  }
}
