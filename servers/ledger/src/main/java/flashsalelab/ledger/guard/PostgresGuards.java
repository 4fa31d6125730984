package flashsalelab.ledger.guard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The stock guards in PostgreSQL by name. A new one is its class and a line here. */
public final class PostgresGuards {
  private static final Map<String, Supplier<Stock>> GUARDS = new LinkedHashMap<>();

  static {
    GUARDS.put("postgres-conditional", ConditionalStock::new);
    GUARDS.put("postgres-for-update", LockedStock::new);
    GUARDS.put("postgres-optimistic", VersionedStock::new);
    GUARDS.put("postgres-skip-locked", UnitStock::new);
  }

  private PostgresGuards() {}

  /** Every name there is. */
  public static List<String> names() {
    return List.copyOf(GUARDS.keySet());
  }

  /**
   * How the guard of this name keeps units.
   *
   * @throws IllegalArgumentException names the guards there are
   */
  static Stock stock(String name) {
    Supplier<Stock> stock = GUARDS.get(name);
    if (stock == null) {
      throw new IllegalArgumentException(
          "there is no stock guard \"%s\" in PostgreSQL; there are %s"
              .formatted(name, String.join(", ", names())));
    }
    return stock.get();
  }
}
