package flashsalelab.payments.processor;

import flashsalelab.payments.client.ResilientGateway;
import flashsalelab.sale.Catalogue;
import flashsalelab.sale.Sku;
import flashsalelab.sale.backing.BackingFailures;
import flashsalelab.sale.payment.PaymentFeed;
import flashsalelab.sale.payment.PaymentTask;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes payments from the queue of every product, as many at once as there is room for, and runs
 * each on a virtual thread of its own. While the gateway does not answer nothing is taken, so that
 * no payment is begun in vain; the gateway is probed instead.
 */
final class TaskLoop {
  private static final Logger LOG = LoggerFactory.getLogger(TaskLoop.class);
  private static final int CLAIMS_PER_SILENCE = 4;

  private final Catalogue catalogue;
  private final PaymentFeed feed;
  private final ResilientGateway gateway;
  private final ProcessorSettings.Queue settings;
  private final PaymentMetrics metrics;
  private final TaskRunner runner;
  private final Semaphore room;
  private final AtomicInteger underWay = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread loop = Thread.ofVirtual().name("payments").unstarted(this::take);
  private long claimed = System.nanoTime();
  private volatile boolean ending;

  TaskLoop(
      Catalogue catalogue,
      PaymentFeed feed,
      PaymentWork work,
      ResilientGateway gateway,
      ProcessorSettings.Queue settings,
      PaymentMetrics metrics) {
    this.catalogue = catalogue;
    this.feed = feed;
    this.gateway = gateway;
    this.settings = settings;
    this.metrics = metrics;
    this.runner = new TaskRunner(feed, work, settings.deliveries(), this::untilAnswers);
    this.room = new Semaphore(settings.concurrency());
    metrics.underWay(underWay::get);
  }

  void start() {
    loop.start();
  }

  private void take() {
    while (!ending) {
      try {
        if (!gateway.answers()) {
          gateway.probe();
          pause();
        } else if (round() == 0) {
          pause();
        }
      } catch (RuntimeException e) {
        tell("the queue cannot be read, trying again", e);
        pause();
      }
    }
  }

  /** Goes once through all products; tells how many payments were taken. */
  private int round() {
    boolean claim = claimIsDue();
    int taken = 0;
    for (Sku sku : await(catalogue.skus())) {
      if (claim) {
        taken += begin(most -> feed.abandoned(sku, settings.claim(), most));
      }
      taken += begin(most -> feed.next(sku, most));
    }
    return taken;
  }

  private boolean claimIsDue() {
    long now = System.nanoTime();
    if (now - claimed < settings.claim().toNanos() / CLAIMS_PER_SILENCE) {
      return false;
    }
    claimed = now;
    return true;
  }

  /** Begins as many payments as there is room for, and waits for room if there is none. */
  private int begin(Function<Integer, CompletionStage<List<PaymentTask>>> source) {
    room.acquireUninterruptibly();
    int free = 1 + room.drainPermits();
    int begun = 0;
    try {
      if (!ending) {
        for (PaymentTask task : await(source.apply(free))) {
          begun++;
          threads.execute(() -> run(task));
        }
      }
      return begun;
    } finally {
      room.release(free - begun);
    }
  }

  private void run(PaymentTask task) {
    underWay.incrementAndGet();
    try {
      metrics.ended(runner.run(task));
    } catch (RuntimeException e) {
      metrics.ended("store_away");
      tell("the payment of %s stays in the queue".formatted(task.order()), e);
    } finally {
      underWay.decrementAndGet();
      room.release();
    }
  }

  private static void tell(String what, RuntimeException failure) {
    if (BackingFailures.isAway(failure)) {
      LOG.debug("{}: {}", what, failure.toString());
    } else {
      LOG.error("{}", what, failure);
    }
  }

  private boolean untilAnswers() {
    while (!ending && !gateway.answers()) {
      pause();
    }
    return !ending;
  }

  private void pause() {
    sleep(settings.poll());
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  /**
   * Takes nothing more, and waits for the payments under way. Those that take longer go on until
   * their next step fails, or the process ends; they stay in the queue.
   *
   * @return whether all of them ended within the time
   */
  boolean end(Duration grace) throws InterruptedException {
    ending = true;
    long limit = System.nanoTime() + grace.toNanos();
    boolean stopped = !loop.isAlive() || loop.join(grace);
    threads.shutdown();
    return threads.awaitTermination(limit - System.nanoTime(), TimeUnit.NANOSECONDS) && stopped;
  }
}
