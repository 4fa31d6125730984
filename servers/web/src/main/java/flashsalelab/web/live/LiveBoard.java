package flashsalelab.web.live;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sku;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Everything that somebody follows, and what is done for it in each step. Used on the live thread,
 * but for {@link #follows}.
 */
final class LiveBoard {
  /** The time between two steps. */
  static final Duration STEP = Duration.ofMillis(10);

  private static final long TIDY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LiveSources sources;
  private final LiveSettings settings;
  private final Executor live;
  private final Ring ring;
  private final Map<Sku, StockFeed> stocks = new ConcurrentHashMap<>();
  private final Map<Sku, OrderFeed> orders = new HashMap<>();
  private final PriorityQueue<Wait> waits = new PriorityQueue<>();
  private long tidyAt;
  private boolean ending;

  LiveBoard(LiveSources sources, LiveSettings settings, Executor live) {
    this.sources = sources;
    this.settings = settings;
    this.live = live;
    this.ring = new Ring(steps(settings.stockTick()));
  }

  private static int steps(Duration duration) {
    return (int) Math.max(1, duration.dividedBy(STEP));
  }

  /** Whether the stock of a product is followed now; may be asked by any thread. */
  boolean follows(Sku sku) {
    return stocks.containsKey(sku);
  }

  void stock(Sku sku, Subscriber subscriber, long now) {
    stocks
        .computeIfAbsent(
            sku,
            name ->
                new StockFeed(name, sources.offers(), live, settings.stockPoll().toNanos(), now))
        .add(subscriber);
    ring.add(subscriber);
  }

  void order(OrderId id, Subscriber subscriber, long now) {
    orders(id.sku(), now).watch(id).add(subscriber);
    ring.add(subscriber);
  }

  void order(OrderId id, Wait wait, long now) {
    orders(id.sku(), now).watch(id).add(wait);
    waits.add(wait);
    if (ending) {
      wait.end();
    }
  }

  private OrderFeed orders(Sku sku, long now) {
    return orders.computeIfAbsent(
        sku, name -> new OrderFeed(name, sources, live, settings.orderTick().toNanos(), now));
  }

  /** Whether there is nothing to be done. */
  boolean isIdle() {
    return stocks.isEmpty() && orders.isEmpty() && waits.isEmpty() && ring.isEmpty();
  }

  /** One step. */
  void step(long now) {
    ring.step(now);
    while (!waits.isEmpty() && waits.element().isDue(now)) {
      waits.remove().end();
    }
    if (now - tidyAt >= 0) {
      tidyAt = now + TIDY_NANOS;
      waits.removeIf(Wait::isOver);
    }
    stocks.values().removeIf(feed -> !feed.isFollowed());
    stocks.values().forEach(feed -> feed.step(now));
    orders.values().forEach(feed -> feed.step(now));
    orders.values().removeIf(feed -> !feed.isFollowed());
  }

  /** Answers whoever waits, and ends all streams, spread over this time. */
  void end(Duration within) {
    ending = true;
    waits.forEach(Wait::end);
    ring.end(steps(within));
  }
}
