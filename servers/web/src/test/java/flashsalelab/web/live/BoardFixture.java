package flashsalelab.web.live;

import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sku;
import flashsalelab.web.http.ApiStream.Frame;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** A board whose time and whose thread are the test's. */
final class BoardFixture {
  static final LiveSettings SETTINGS =
      new LiveSettings(
          Duration.ofMillis(100),
          Duration.ofMillis(500),
          Duration.ofMillis(20),
          Duration.ofSeconds(10),
          100,
          Duration.ofSeconds(20));

  final FakeSale sale = new FakeSale();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Places places = new Places(SETTINGS.subscribers());
  private final Followers followers =
      new Followers(
          places, new LiveMetrics(registry, places), SETTINGS.heartbeat(), () -> this.now);
  final LiveBoard board = new LiveBoard(sale.sources(), SETTINGS, tasks::add);
  private long now;

  /** Lets time pass, step by step. */
  void pass(Duration time) {
    long end = now + time.toNanos();
    while (now < end) {
      now += LiveBoard.STEP.toNanos();
      board.step(now);
      work();
    }
  }

  private void work() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  Reader stock(Sku sku, long after) {
    Subscriber subscriber = new Subscriber(Kind.STOCK, after, followers);
    places.take(Kind.STOCK);
    board.stock(sku, subscriber, now);
    return new Reader(subscriber);
  }

  Reader order(OrderId id, long after) {
    Subscriber subscriber = new Subscriber(Kind.ORDER, after, followers);
    places.take(Kind.ORDER);
    board.order(id, subscriber, now);
    return new Reader(subscriber);
  }

  CompletableFuture<OrderAnswer> waiting(OrderId id, Duration wait) {
    Wait waiting = new Wait(sale.answer(id), now + wait.toNanos());
    board.order(id, waiting, now);
    return waiting.answer().toCompletableFuture();
  }

  double count(String name) {
    return registry.get(name).counters().stream().mapToDouble(counter -> counter.count()).sum();
  }

  /** A connection: has asked for the next frame, as long as it reads. */
  static final class Reader {
    final Subscriber subscriber;
    private CompletableFuture<Frame> next;

    private Reader(Subscriber subscriber) {
      this.subscriber = subscriber;
      CompletableFuture<Frame> opening = subscriber.next().toCompletableFuture();
      if (!text(opening.join()).startsWith("retry: ")) {
        throw new AssertionError("the stream does not begin with retry");
      }
      next = subscriber.next().toCompletableFuture();
    }

    /** Whether the next frame is there. */
    boolean has() {
      return next.isDone();
    }

    /** The frame that is there; asks for the one after, unless it was the last. */
    String take() {
      Frame frame = held();
      if (!frame.last()) {
        next = subscriber.next().toCompletableFuture();
      }
      return text(frame);
    }

    /** The frame that is there, without asking for another. */
    Frame held() {
      if (!next.isDone()) {
        throw new AssertionError("there is no frame");
      }
      return next.join();
    }

    void goOn() {
      next = subscriber.next().toCompletableFuture();
    }

    private static String text(Frame frame) {
      return new String(frame.bytes(), StandardCharsets.UTF_8);
    }
  }
}
