package flashsalelab.sale.redis;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.Sku;

/** The names of the Redis keys; the table in this package's description says what they hold. */
public final class SaleKeys {
  /** The index of all products. */
  public static final String PRODUCTS = "sale:products";

  private SaleKeys() {}

  /** The product's definition. */
  public static String product(Sku sku) {
    return of(sku, "product");
  }

  /** The product's free units. */
  public static String stock(Sku sku) {
    return of(sku, "stock");
  }

  /** The product's ledger. */
  public static String ledger(Sku sku) {
    return of(sku, "ledger");
  }

  static String buyers(Sku sku) {
    return of(sku, "buyers");
  }

  static String pending(Sku sku) {
    return of(sku, "pending");
  }

  static String order(OrderId id) {
    return of(id.sku(), "order:" + id);
  }

  static String claim(Purchase purchase) {
    return claim(purchase.sku(), purchase.buyer(), purchase.key());
  }

  /** The buyer's length keeps buyer and key apart: both may contain colons. */
  static String claim(Sku sku, BuyerId buyer, IdempotencyKey key) {
    return of(sku, "claim:" + buyer.value().length() + ":" + buyer.value() + ":" + key.value());
  }

  private static String of(Sku sku, String rest) {
    return "sale:{" + sku.value() + "}:" + rest;
  }
}
