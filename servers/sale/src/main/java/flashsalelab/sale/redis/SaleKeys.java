package flashsalelab.sale.redis;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.Sku;
import java.util.List;

/** The names of the Redis keys; the table in this package's description says what they hold. */
public final class SaleKeys {
  /** The index of all products. */
  public static final String PRODUCTS = "sale:products";

  /** The latest comparison of the gateway's ledger with the orders. */
  static final String CHARGES = "sale:charges";

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

  /** The purchases that are admitted and not settled. */
  static String pending(Sku sku) {
    return of(sku, "pending");
  }

  /** Units held and sold. */
  static String totals(Sku sku) {
    return of(sku, "totals");
  }

  /** The reserved orders by the end of their hold. */
  static String holds(Sku sku) {
    return of(sku, "holds");
  }

  /** Units on their way back on sale. */
  static String owed(Sku sku) {
    return of(sku, "owed");
  }

  /** Restocks by their keys. */
  static String restocks(Sku sku) {
    return of(sku, "restocks");
  }

  /** Permits of orders, for the guard that has permits. */
  static String permits(Sku sku) {
    return of(sku, "permits");
  }

  /** Where Redisson keeps until when the permits of {@link #stock} are leased. */
  static String leases(Sku sku) {
    return stock(sku) + ":timeout";
  }

  /** The lock of the guard that locks. */
  public static String lock(Sku sku) {
    return of(sku, "lock");
  }

  /** The payments to be made. */
  static String payments(Sku sku) {
    return of(sku, "payments");
  }

  /** The payments that were given up. */
  static String deadLetters(Sku sku) {
    return of(sku, "dead-letters");
  }

  /** The buyers of all orders that were ever reserved, in the order of the reservations. */
  static String reserved(Sku sku) {
    return of(sku, "reserved");
  }

  /** The purchases that wait for their decision, where Redis keeps the queue. */
  static String queue(Sku sku) {
    return of(sku, "queue");
  }

  /** The purchases that wait for their decision, where something else keeps the queue. */
  static String queued(Sku sku) {
    return of(sku, "queued");
  }

  /** Who decides {@link #queue} now. */
  static String deciding(Sku sku) {
    return of(sku, "deciding");
  }

  static String buyers(Sku sku) {
    return of(sku, "buyers");
  }

  /** All keys of a product, itself first, but those of its orders and claims, which are many. */
  static List<String> fixed(Sku sku) {
    return List.of(
        product(sku),
        stock(sku),
        leases(sku),
        permits(sku),
        lock(sku),
        restocks(sku),
        totals(sku),
        buyers(sku),
        pending(sku),
        holds(sku),
        owed(sku),
        ledger(sku),
        reserved(sku),
        queue(sku),
        deciding(sku),
        queued(sku),
        payments(sku),
        deadLetters(sku));
  }

  /** The keys of a product, as a pattern. */
  static String all(Sku sku) {
    return of(sku, "*");
  }

  /** The keys of a product's orders, as a pattern. */
  static String orders(Sku sku) {
    return of(sku, "order:*");
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
