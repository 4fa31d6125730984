package flashsalelab.balancer.selection;

import flashsalelab.balancer.upstream.Upstream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A circle of 64-bit points, many for each upstream; a key belongs to the owner of the first point
 * at or after its hash.
 *
 * <p>A point depends on nothing but its upstream's name and number, so that an upstream's coming or
 * going moves only the keys next to its own points: about 1/n of them (Karger et al., "Consistent
 * hashing and random trees", 1997). Immutable.
 */
final class HashRing {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private record Point(long hash, Upstream owner) {}

  private final long[] hashes;
  private final Upstream[] owners;

  HashRing(List<Upstream> upstreams, int virtualNodes) {
    List<Point> points =
        upstreams.stream()
            .flatMap(upstream ->
                IntStream.range(0, virtualNodes * upstream.weight())
                    .mapToObj(i -> new Point(hash(upstream.name() + "#" + i), upstream)))
            .sorted(Comparator.comparingLong(Point::hash))
            .toList();
    hashes = points.stream().mapToLong(Point::hash).toArray();
    owners = points.stream().map(Point::owner).toArray(Upstream[]::new);
  }

  int size() {
    return hashes.length;
  }

  /** The position of the first point at or after the key's hash. */
  int position(String key) {
    int found = Arrays.binarySearch(hashes, hash(key));
    int position = found >= 0 ? found : -found - 1;
    return position == hashes.length ? 0 : position;
  }

  /** The owner of the point {@code steps} after a position, going round. */
  Upstream owner(int position, int steps) {
    return owners[(position + steps) % owners.length];
  }

  /**
   * FNV-1a over the characters, then MurmurHash3's 64-bit finaliser, which spreads keys that differ
   * only at their end.
   */
  static long hash(String key) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
