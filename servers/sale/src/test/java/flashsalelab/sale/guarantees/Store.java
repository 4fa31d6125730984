package flashsalelab.sale.guarantees;

import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.Sku;

/** Where sales of one guard are kept, and what can happen to it. */
public interface Store {

  /** A process that does not fail, with a connection for each request under way. */
  Seller seller(SaleTerms terms);

  /** Another process that has its connection, and one only. */
  FailingSeller failing();

  /** What the orders say of a product, apart from every counter. */
  Ledger ledger(Sku sku);

  /** The record of which units are free is gone. */
  void loseFreeUnits(Sku sku);
}
