package flashsalelab.balancer.forward;

import flashsalelab.balancer.selection.RequestFacts;
import flashsalelab.balancer.selection.Selection;
import flashsalelab.balancer.upstream.Upstream;
import java.util.BitSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The upstreams of one request, in the order in which they are tried: each at most once. */
final class Route implements Predicate<Upstream> {
  private final Selection selection;
  private final RequestFacts request;
  private @Nullable BitSet failed;

  Route(Selection selection, RequestFacts request) {
    this.selection = selection;
    this.request = request;
  }

  /** The next upstream, or null if there is none left. */
  @Nullable Upstream next() {
    return selection.select(request, this);
  }

  /** Leaves an upstream out from now on: it could not be connected to. */
  void exclude(Upstream upstream) {
    BitSet excluded = failed;
    if (excluded == null) {
      excluded = new BitSet();
      failed = excluded;
    }
    excluded.set(upstream.index());
  }

  @Override
  public boolean test(Upstream upstream) {
    BitSet excluded = failed;
    return upstream.isAvailable() && (excluded == null || !excluded.get(upstream.index()));
  }
}
