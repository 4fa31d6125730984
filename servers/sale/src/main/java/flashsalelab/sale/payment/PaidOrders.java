package flashsalelab.sale.payment;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sku;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The orders that have been paid, in the order in which they were. */
public interface PaidOrders {

  /** Where reading begins. */
  String START = "0-0";

  /**
   * A part of them.
   *
   * @param orders the paid ones among the changes that were read
   * @param cursor where to read on
   * @param more whether there may be more now
   */
  record Part(List<OrderId> orders, String cursor, boolean more) {}

  /**
   * Reads on.
   *
   * @param most how many changes of orders are read at most
   */
  CompletionStage<Part> after(Sku sku, String cursor, int most);
}
