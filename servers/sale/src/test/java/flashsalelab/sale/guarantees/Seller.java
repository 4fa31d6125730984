package flashsalelab.sale.guarantees;

import flashsalelab.sale.Inventory;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.RequestPattern;
import flashsalelab.sale.Sale;
import flashsalelab.sale.StockBooks;
import flashsalelab.sale.StockGuard;

/** What a process that sells has a part in, wherever the sale is kept. */
public record Seller(Inventory inventory, StockGuard guard, OrderBook orders, StockBooks books) {

  /** Its sale. */
  public Sale sale() {
    return new Sale(inventory, RequestPattern.sync(guard), guard, orders);
  }
}
