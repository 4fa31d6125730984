package flashsalelab.contract;

/**
 * A purchase that nobody can decide, because something else stands where its product's free units
 * are counted, until they can be counted again.
 */
final class UndecidedPurchase implements EdgeLoad.Awaited {
  private static final int UNITS = 5;

  private final String stock;
  private final RedisCommands redis;
  private final String sku;
  private final String order;
  private boolean counted;

  private UndecidedPurchase(Client client, RedisCommands redis) {
    this.redis = redis;
    sku = client.product(UNITS, 1);
    stock = "sale:{%s}:stock".formatted(sku);
    redis.send("DEL " + stock);
    redis.send("LPUSH %s broken".formatted(stock));
    order = client.buy(sku, "ann", "k1", 1).has(202).text("order");
  }

  /**
   * Buys a unit of a new product.
   *
   * @param redis of the system
   */
  static UndecidedPurchase of(Client client, RedisCommands redis) {
    return new UndecidedPurchase(client, redis);
  }

  /** The product, whose units are {@value UNITS}, and of which each buyer may have one. */
  String sku() {
    return sku;
  }

  /** The order, by the buyer ann with the key k1. */
  @Override
  public String order() {
    return order;
  }

  /**
   * The units can be counted again; what waits for them is decided. It is one command, for a
   * product without a count has no units to whoever decides in between.
   */
  void count() {
    if (!counted) {
      counted = true;
      redis.send("SET %s %d".formatted(stock, UNITS));
    }
  }

  @Override
  public void close() {
    count();
  }
}
