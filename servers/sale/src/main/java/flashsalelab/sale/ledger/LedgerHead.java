package flashsalelab.sale.ledger;

import flashsalelab.sale.Product;
import java.time.Instant;
import java.util.List;

/**
 * A product and where its ledger ends, at one moment.
 *
 * @param product with every unit supplied so far
 * @param newest the id of the newest entry; {@link LedgerPage#START} if there is none
 * @param restocks those after which more was supplied than was asked with, in their order
 */
public record LedgerHead(
    Product product, Instant createdAt, String newest, List<Restock> restocks) {
  public LedgerHead {
    restocks = List.copyOf(restocks);
  }

  /**
   * Units supplied later.
   *
   * @param key of the request
   * @param quantity units
   * @param supplied every unit supplied, these included
   */
  public record Restock(String key, int quantity, int supplied) {}

  /** Every unit supplied before these restocks. */
  public int suppliedBefore() {
    return product.stock() - restocks.stream().mapToInt(Restock::quantity).sum();
  }

  /** The moment of an entry, by its id (epoch ms). */
  public static long millis(String id) {
    return Long.parseLong(id.substring(0, id.indexOf('-')));
  }
}
