package flashsalelab.web.live;

import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sku;
import flashsalelab.web.http.ApiStream.Frames;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The live updates of a process. Thread-safe; nothing here blocks. Who gets a subscription has a
 * place until it is closed.
 */
public final class LiveUpdates implements AutoCloseable {
  private final LiveThread thread = new LiveThread(LiveBoard.STEP.toNanos());
  private final LiveBoard board;
  private final Places places;
  private final LiveMetrics metrics;
  private final Followers followers;
  private volatile boolean ending;

  private LiveUpdates(LiveSources sources, LiveSettings settings, MeterRegistry registry) {
    places = new Places(settings.subscribers());
    metrics = new LiveMetrics(registry, places);
    followers = new Followers(places, metrics, settings.heartbeat(), System::nanoTime);
    board = new LiveBoard(sources, settings, thread);
  }

  /** Starts them. */
  public static LiveUpdates start(
      LiveSources sources, LiveSettings settings, MeterRegistry registry) {
    LiveUpdates updates = new LiveUpdates(sources, settings, registry);
    updates.thread.start(updates.board::step, updates.board::isIdle);
    return updates;
  }

  /** Whether the stock of a product is followed by somebody, so that it is known to exist. */
  public boolean follows(Sku sku) {
    return board.follows(sku);
  }

  /**
   * The stock of a product that exists.
   *
   * @param after the id of the last event that the subscriber has; negative for none
   * @return empty if no place is left, or the process is ending
   */
  public Optional<Frames> stock(Sku sku, long after) {
    return subscriber(Kind.STOCK, after)
        .map(subscriber -> {
          thread.execute(() -> board.stock(sku, subscriber, System.nanoTime()));
          return subscriber;
        });
  }

  /**
   * The states of an order that exists.
   *
   * @param after the id of the last event that the subscriber has; negative for none
   * @return empty if no place is left, or the process is ending
   */
  public Optional<Frames> order(OrderId id, long after) {
    return subscriber(Kind.ORDER, after)
        .map(subscriber -> {
          thread.execute(() -> board.order(id, subscriber, System.nanoTime()));
          return subscriber;
        });
  }

  private Optional<Subscriber> subscriber(Kind kind, long after) {
    return taken(kind) ? Optional.of(new Subscriber(kind, after, followers)) : Optional.empty();
  }

  private boolean taken(Kind kind) {
    boolean taken = !ending && places.take(kind);
    if (!taken) {
      metrics.refused(kind);
    }
    return taken;
  }

  /**
   * An order once it is decided, at the latest after the wait, or when the process is ending, as it
   * stands then. The stage never fails.
   *
   * @param present as it stands now
   * @return empty if no place is left, or the process is ending
   */
  public Optional<CompletionStage<OrderAnswer>> decided(
      OrderId id, OrderAnswer present, Duration wait) {
    if (!taken(Kind.WAIT)) {
      return Optional.empty();
    }
    Wait waiting = new Wait(present, System.nanoTime() + wait.toNanos());
    thread.execute(() -> board.order(id, waiting, System.nanoTime()));
    return Optional.of(
        waiting
            .answer()
            .whenComplete((answer, failure) -> {
              places.free(Kind.WAIT);
              metrics.written(Kind.WAIT);
            }));
  }

  /** Whether an order is decided, so that nobody waits for it. */
  public static boolean isDecided(OrderAnswer answer) {
    return Wait.isDecided(answer);
  }

  /** Accepts nobody any more and ends what there is, spread over this time; returns at once. */
  public void end(Duration within) {
    ending = true;
    thread.execute(() -> board.end(within));
  }

  /** Stops; streams that are still there are sent nothing more. */
  @Override
  public void close() {
    thread.close();
  }
}
