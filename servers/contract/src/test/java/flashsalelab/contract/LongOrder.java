package flashsalelab.contract;

import java.util.function.UnaryOperator;

/**
 * An order with so many states that an event of it has some 350 KB: a few of them are all that the
 * sockets between a server and a reader who does not read can keep.
 */
final class LongOrder {
  private static final int STATES = 7_000;

  private final UnaryOperator<String> redis;
  private final String sku;
  private final String order;
  private int states = STATES;

  private LongOrder(Client client, UnaryOperator<String> redis) {
    this.redis = redis;
    sku = client.product(5, 1);
    order = client.decided(sku, "ann", "k1", 1).has(201).text("order");
    record();
  }

  /**
   * Buys a unit of a new product.
   *
   * @param redis takes commands of the system's Redis
   */
  static LongOrder of(Client client, UnaryOperator<String> redis) {
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
    redis.apply(
        "HSET sale:{%s}:order:%s history %s"
            .formatted(sku, order, "PAID:1,".repeat(states - 1) + "PAID:1"));
    redis.apply(
        "XADD sale:{%s}:ledger * order %s buyer ann key k1 quantity 1 state PAID at 1"
            .formatted(sku, order));
  }
}
