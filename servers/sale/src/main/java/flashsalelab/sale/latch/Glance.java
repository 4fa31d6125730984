package flashsalelab.sale.latch;

import java.util.List;
import java.util.Set;

/**
 * What a glance at a product tells.
 *
 * @param soldOut whether the product is on sale, nothing of it is free, and no accepted purchase
 *     waits for its decision; nothing else is told if not
 * @param from how many of its reservations are known already; fewer than was asked with if the
 *     store has lost some
 * @param reservations how many there have been in all
 * @param buyers the buyers of those that follow {@code from}, perhaps not all of them
 * @param pending buyers whose purchase is being decided
 */
public record Glance(
    boolean soldOut, int from, int reservations, List<String> buyers, Set<String> pending) {
  /** Not sold out, or not on sale. */
  public static final Glance OPEN = new Glance(false, 0, 0, List.of(), Set.of());

  public Glance {
    buyers = List.copyOf(buyers);
    pending = Set.copyOf(pending);
  }
}
