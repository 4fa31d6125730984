package flashsalelab.balancer.selection;

import flashsalelab.balancer.upstream.Upstream;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A balancing algorithm over a fixed list of upstreams. Called by all event loops at once; must not
 * block.
 */
public interface Selection {
  /**
   * The upstream that should get the request.
   *
   * @param eligible the upstreams that may be chosen now
   * @return null if none is eligible
   */
  @Nullable Upstream select(RequestFacts request, Predicate<Upstream> eligible);
}
