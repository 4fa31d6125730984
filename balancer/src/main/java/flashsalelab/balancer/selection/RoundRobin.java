package flashsalelab.balancer.selection;

import flashsalelab.balancer.upstream.Upstream;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Smooth weighted round robin: in any run of as many requests as the weights sum to, each upstream
 * gets exactly its weight, spread out instead of in a burst.
 *
 * <p>nginx's algorithm: every eligible upstream's score grows by its weight, the highest score is
 * chosen and pays the sum of all weights. The scores are shared by all event loops, so that the
 * sequence is exact for the process; the lock is held for one pass over the list and nothing in it
 * waits.
 */
final class RoundRobin implements Selection {
  private final Upstream[] upstreams;
  private final long[] scores;

  RoundRobin(List<Upstream> upstreams) {
    this.upstreams = upstreams.toArray(Upstream[]::new);
    this.scores = new long[this.upstreams.length];
  }

  @Override
  public synchronized @Nullable Upstream select(
      RequestFacts request, Predicate<Upstream> eligible) {
    int best = -1;
    long total = 0;
    for (int i = 0; i < upstreams.length; i++) {
      if (!eligible.test(upstreams[i])) {
        continue;
      }
      int weight = upstreams[i].weight();
      total += weight;
      scores[i] += weight;
      if (best < 0 || scores[i] > scores[best]) {
        best = i;
      }
    }
    if (best < 0) {
      return null;
    }
    scores[best] -= total;
    return upstreams[best];
  }
}
