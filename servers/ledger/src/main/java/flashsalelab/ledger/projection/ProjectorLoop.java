package flashsalelab.ledger.projection;

import flashsalelab.sale.Catalogue;
import flashsalelab.sale.Sku;
import flashsalelab.sale.backing.BackingFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the ledger up to date: a few threads take the product that is due next and read it on. A
 * product with more to read is due at once, an idle one later and later, up to a limit.
 */
public final class ProjectorLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProjectorLoop.class);

  /** Between two looks at which products there are, and after a failure. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** How much longer than a busy product an idle one waits, at most. */
  private static final int MOST_PATIENCE = 8;

  private final Catalogue catalogue;
  private final Projector projector;
  private final Duration poll;
  private final ProjectorListener listener;
  private final Map<Sku, WatchedProduct> products = new ConcurrentHashMap<>();
  private final DelayQueue<Due> queue = new DelayQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ending;

  /** A product and when its turn is. */
  private record Due(WatchedProduct product, long at, int patience) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  private ProjectorLoop(
      Catalogue catalogue, Projector projector, Duration poll, ProjectorListener listener) {
    this.catalogue = catalogue;
    this.projector = projector;
    this.poll = poll;
    this.listener = listener;
  }

  /**
   * Starts it.
   *
   * @param workers how many products are read at once
   * @param poll the wait before a product without news is looked at again
   */
  public static ProjectorLoop start(
      Catalogue catalogue,
      Projector projector,
      int workers,
      Duration poll,
      ProjectorListener listener) {
    ProjectorLoop loop = new ProjectorLoop(catalogue, projector, poll, listener);
    loop.threads.add(Thread.ofPlatform().daemon().name("products").start(loop::look));
    for (int i = 0; i < workers; i++) {
      loop.threads.add(Thread.ofPlatform().daemon().name("projector-" + i).start(loop::work));
    }
    return loop;
  }

  private void look() {
    while (!ending) {
      try {
        for (Sku sku : catalogue.skus().toCompletableFuture().join()) {
          products.computeIfAbsent(sku, this::watched);
        }
      } catch (RuntimeException | Error e) {
        tell("the products cannot be read", e);
      }
      pause();
    }
  }

  private WatchedProduct watched(Sku sku) {
    WatchedProduct product = new WatchedProduct(sku, projector);
    queue.add(new Due(product, System.nanoTime(), 1));
    return product;
  }

  private void work() {
    while (!ending) {
      try {
        Due due = queue.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        if (due != null) {
          queue.add(next(due));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Whatever a step ends with, the product keeps its turn, and the thread goes on. */
  private Due next(Due due) {
    try {
      Optional<Projector.Step> step = due.product().read();
      if (step.isPresent() && step.get() instanceof Projector.Step.Read read) {
        listener.projected(read.entries(), read.refused());
        return later(due.product(), read.isUpToDate() ? poll : Duration.ZERO, 1);
      }
      return later(
          due.product(),
          poll.multipliedBy(due.patience()),
          Math.min(MOST_PATIENCE, due.patience() * 2));
    } catch (RuntimeException | Error e) {
      listener.failed();
      tell("a page was not projected", e);
      return later(due.product(), PAUSE, 1);
    }
  }

  private static Due later(WatchedProduct product, Duration wait, int patience) {
    return new Due(product, System.nanoTime() + wait.toNanos(), patience);
  }

  private static void tell(String what, Throwable failure) {
    if (BackingFailures.isAway(failure)) {
      LOG.debug("{}, trying again: {}", what, failure.toString());
    } else {
      LOG.error("{}, trying again", what, failure);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The longest lag of a product. */
  public Duration lag() {
    return products.values().stream()
        .map(WatchedProduct::lag)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** Of how many products Redis has lost what the ledger has. */
  public long forgotten() {
    return products.values().stream().filter(WatchedProduct::isForgotten).count();
  }

  /** Begins no step any more, and waits for those under way. */
  @Override
  public void close() {
    ending = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
