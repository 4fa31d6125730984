package flashsalelab.balancer.selection;

import flashsalelab.balancer.upstream.Upstream;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Consistent hashing with bounded loads: equal keys go to the same upstream, unless it has its fill
 * already.
 *
 * <p>The key is a request header, or the client's address where the header is absent. With m
 * requests in flight, an upstream takes at most ceil(factor * (m + 1) * its share of the weights);
 * beyond that the key moves on along the ring (Mirrokni, Thorup and Zadimoghaddam, "Consistent
 * hashing with bounded loads", 2018).
 */
final class ConsistentHash implements Selection {
  private final Upstream[] upstreams;
  private final HashRing ring;
  private final String header;
  private final double loadFactor;

  ConsistentHash(List<Upstream> upstreams, SelectionSettings settings) {
    this.upstreams = upstreams.toArray(Upstream[]::new);
    this.ring = new HashRing(upstreams, settings.virtualNodes());
    this.header = settings.hashHeader();
    this.loadFactor = settings.loadFactor();
  }

  @Override
  public @Nullable Upstream select(RequestFacts request, Predicate<Upstream> eligible) {
    long inFlight = 0;
    long weights = 0;
    for (Upstream upstream : upstreams) {
      if (eligible.test(upstream)) {
        inFlight += upstream.inFlight();
        weights += upstream.weight();
      }
    }
    if (weights == 0) {
      return null;
    }
    double share = loadFactor * (inFlight + 1) / weights;
    int position = ring.position(key(request));
    Upstream owner = null;
    for (int step = 0; step < ring.size(); step++) {
      Upstream next = ring.owner(position, step);
      if (!eligible.test(next)) {
        continue;
      }
      if (next.inFlight() + 1 <= Math.ceil(share * next.weight())) {
        return next;
      }
      if (owner == null) {
        owner = next;
      }
    }
    return owner;
  }

  private String key(RequestFacts request) {
    String value = request.header(header);
    return value == null || value.isEmpty() ? request.clientAddress() : value;
  }
}
