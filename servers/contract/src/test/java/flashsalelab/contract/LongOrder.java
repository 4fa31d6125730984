package flashsalelab.contract;

/**
 * An order with so many states that an event of it has some 700 KB: a few dozen of them are all
 * that the sockets between a server and a reader who does not read can keep.
 */
final class LongOrder {
  private static final int STATES = 14_000;

  /** A command in a line may not be longer than 64 KB. */
  private static final String HISTORY =
      "redis.call('HSET', KEYS[1], 'history', string.rep('RESERVED:1,', ARGV[1]) .. 'RESERVED:1')";

  private final RedisCommands redis;
  private final String sku;
  private final String order;
  private int states = STATES;

  private LongOrder(Client client, RedisCommands redis) {
    this.redis = redis;
    sku = client.product(5, 1);
    order = client.decided(sku, "ann", "k1", 1).has(201).text("order");
    record();
  }

  /**
   * Buys a unit of a new product.
   *
   * @param redis of the system
   */
  static LongOrder of(Client client, RedisCommands redis) {
    return new LongOrder(client, redis);
  }

  /** The product, which has had five units. */
  String sku() {
    return sku;
  }

  /** Where its events are. */
  String path() {
    return "/api/orders/" + order + "/events";
  }

  /** How many states it has had, which is the id of its latest event. */
  int states() {
    return states;
  }

  /** Gives it one more state, and returns how many it has had then. */
  int change() {
    states++;
    record();
    return states;
  }

  private void record() {
    redis.send("EVAL \"%s\" 1 sale:{%s}:order:%s %d".formatted(HISTORY, sku, order, states - 1));
    redis.send(
        "XADD sale:{%s}:ledger * order %s buyer ann key k1 quantity 1 state RESERVED at 1"
            .formatted(sku, order));
  }
}
