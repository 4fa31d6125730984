package flashsalelab.sale.redis;

import flashsalelab.sale.Catalogue;
import flashsalelab.sale.Clockwork;
import flashsalelab.sale.Lookup;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.Sku;
import flashsalelab.sale.queue.PurchaseDecider;
import flashsalelab.sale.queue.PurchaseQueue;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue as a Redis stream for each product, next to the product's other keys: a purchase is
 * accepted, and appended, in one step.
 *
 * <p>One process at a time decides a product's stream, in the stream's order. It has a lease, which
 * it renews while it works and gives up as soon as the stream is empty; so whoever accepts the next
 * purchase decides it at once. An entry is deleted when its decision is on record. A process that
 * ends in between leaves its entries where they are, at the head, and whoever follows it when the
 * lease is over begins with them.
 *
 * <p>A process that stands still for longer than the lease begins nothing when it goes on. What it
 * had begun another may have decided meanwhile, and then it changes nothing. With the guards that
 * take several steps it may have taken units for that; the reconciliation returns those.
 */
public final class RedisPurchaseQueue implements PurchaseQueue {
  private static final Logger LOG = LoggerFactory.getLogger(RedisPurchaseQueue.class);

  /**
   * The times of the queue.
   *
   * @param lease how long a process that is gone keeps a product's purchases from the others
   * @param look the time between two looks at every product's stream, for what no living process
   *     was told of
   * @param pause the wait before what was not decided is tried again
   */
  public record Times(Duration lease, Duration look, Duration pause) {
    /** The times that an edge has. */
    public static final Times USUAL =
        new Times(Duration.ofSeconds(3), Duration.ofMillis(500), Duration.ofMillis(100));
  }

  private final Catalogue catalogue;
  private final Acceptance acceptance;
  private final QueueTurns turns;
  private final Times times;
  private final ConcurrentHashMap<Sku, QueueLane> lanes = new ConcurrentHashMap<>();
  private final Clockwork clockwork = new Clockwork("purchase-queue");
  private volatile @Nullable PurchaseDecider decider;

  /**
   * @param limit how many purchases of a product may be undecided; more are refused
   */
  public RedisPurchaseQueue(
      SaleRedis redis, SaleTerms terms, Catalogue catalogue, int limit, Times times) {
    this.catalogue = catalogue;
    this.acceptance = new Acceptance(redis, terms, limit, Acceptance.Keeper.STREAM);
    this.turns = new QueueTurns(redis, times.lease());
    this.times = times;
  }

  @Override
  public CompletionStage<PurchaseAnswer> answer(PurchaseRequest request) {
    return acceptance
        .accept(request)
        .thenApply(accepted -> {
          if (accepted.isNew() && !accepted.decider()) {
            with(request.purchase().sku(), QueueLane::wake);
          }
          return accepted.answer();
        });
  }

  /** Does this with a product's lane, if this process decides and is not ending. */
  private void with(Sku sku, Consumer<QueueLane> work) {
    PurchaseDecider present = decider;
    if (present != null) {
      work.accept(
          Lookup.getOrCreate(lanes, sku, of -> new QueueLane(of, turns, present, this::later)));
    }
  }

  @Override
  public void handTo(PurchaseDecider worker) {
    decider = worker;
    var _ = look();
    clockwork.every(times.look(), "look at the queues", this::look);
  }

  /** Looks at every product's stream. */
  private CompletionStage<?> look() {
    return catalogue.skus().thenAccept(skus -> skus.forEach(sku -> with(sku, QueueLane::tick)));
  }

  private void later(Runnable task) {
    clockwork.after(times.pause(), task);
  }

  @Override
  public long undecided() {
    return lanes.values().stream().mapToLong(QueueLane::undecided).sum();
  }

  /**
   * Ends with the turns under way, for which it waits as long as a lease lasts at most. What is
   * accepted from now on is decided elsewhere or later.
   */
  @Override
  public void close() {
    decider = null;
    CompletableFuture<?>[] ended =
        lanes.values().stream().map(QueueLane::close).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(ended).get(times.lease().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.debug("a queue is left to its lease", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    clockwork.close();
  }
}
