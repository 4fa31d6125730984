package flashsalelab.sale.transport;

import flashsalelab.sale.queue.PurchaseQueue;
import flashsalelab.sale.rabbit.RabbitPurchaseQueue;
import flashsalelab.sale.redis.Acceptance;
import flashsalelab.sale.redis.QueuedPurchases;
import flashsalelab.sale.redis.RedisPurchaseQueue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The transports of the queued pattern by name. A new one is its class and a line here. */
public final class Transports {
  /** The transport that is used unless another is named. */
  public static final String DEFAULT = "redis-streams";

  private static final Map<String, Function<TransportContext, PurchaseQueue>> TRANSPORTS =
      new LinkedHashMap<>();

  static {
    TRANSPORTS.put(DEFAULT, Transports::redisStreams);
    TRANSPORTS.put("rabbitmq", Transports::rabbit);
  }

  private Transports() {}

  private static PurchaseQueue redisStreams(TransportContext context) {
    return new RedisPurchaseQueue(
        context.redis(),
        context.terms(),
        context.catalogue(),
        context.settings().limit(),
        RedisPurchaseQueue.Times.USUAL);
  }

  private static PurchaseQueue rabbit(TransportContext context) {
    return new RabbitPurchaseQueue(
        context.settings().rabbit(),
        new Acceptance(
            context.redis(), context.terms(), context.settings().limit(), Acceptance.Keeper.SET),
        new QueuedPurchases(context.redis()),
        context.catalogue());
  }

  /** Every name there is. */
  public static List<String> names() {
    return List.copyOf(TRANSPORTS.keySet());
  }

  /**
   * The queue that the settings name.
   *
   * @throws IllegalArgumentException names the transports there are
   */
  public static PurchaseQueue of(TransportContext context) {
    String name = context.settings().queue();
    Function<TransportContext, PurchaseQueue> transport = TRANSPORTS.get(name);
    if (transport == null) {
      throw new IllegalArgumentException(
          "there is no transport \"%s\"; there are %s".formatted(name, String.join(", ", names())));
    }
    return transport.apply(context);
  }
}
