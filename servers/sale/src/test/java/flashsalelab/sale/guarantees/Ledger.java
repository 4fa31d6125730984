package flashsalelab.sale.guarantees;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the orders say of a product, apart from every counter.
 *
 * @param standing the units of all orders that are reserved or paid
 * @param twice orders of a purchase that has one already
 */
public record Ledger(int standing, long twice) {
  private static final Set<String> STANDING = Set.of("RESERVED", "PAID");

  /** An order came to a state. */
  public record Entry(String order, String buyer, String key, int quantity, String state) {}

  /** What these entries say, the oldest first. */
  public static Ledger of(List<Entry> entries) {
    Map<String, Integer> units = new HashMap<>();
    entries.forEach(
        entry -> units.put(entry.order(), STANDING.contains(entry.state()) ? entry.quantity() : 0));
    List<String> purchases =
        entries.stream()
            .filter(entry -> entry.state().equals("RESERVED"))
            .map(entry -> entry.buyer() + " " + entry.key())
            .toList();
    return new Ledger(
        units.values().stream().mapToInt(Integer::intValue).sum(),
        purchases.size() - purchases.stream().distinct().count());
  }
}
