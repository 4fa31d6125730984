package flashsalelab.faults;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Buyers who arrive over a while, want a unit each, and do what a well-made client does: whoever is
 * not told yes or no asks again with the same key, at the other edge.
 */
final class Crowd implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<Told>> buyers = new ArrayList<>();
  private final AtomicInteger decided = new AtomicInteger();
  private final List<URI> edges;
  private final String sku;
  private final String name;

  /**
   * @param name what the buyers' names begin with
   */
  Crowd(String name, String sku, List<URI> edges) {
    this.name = name;
    this.sku = sku;
    this.edges = edges;
  }

  /**
   * What a buyer was told in the end.
   *
   * @param order empty if it was refused
   * @param asked how often it had to ask
   */
  record Told(String buyer, String order, int asked) {
    boolean reserved() {
      return !order.isEmpty();
    }
  }

  /** Sends so many buyers, spread evenly at random over a while; returns at once. */
  Crowd arrive(int count, Duration during, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      String buyer = name + i;
      Duration at = during.multipliedBy(random.nextInt(1_000)).dividedBy(1_000);
      int edge = i;
      Callable<Told> buying =
          () -> {
            Thread.sleep(at);
            return buy(buyer, edge);
          };
      buyers.add(threads.submit(buying));
    }
    return this;
  }

  private Told buy(String buyer, int first) throws InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    for (int asked = 1; Instant.now().isBefore(limit); asked++) {
      URI edge = edges.get((first + asked) % edges.size());
      Http.Answer answer =
          Http.send(
              Http.json(
                      edge.resolve("/api/products/" + sku + "/purchases"),
                      "POST",
                      "{\"buyer\":\"%s\",\"quantity\":1}".formatted(buyer))
                  .header("Idempotency-Key", "k"));
      if (answer.status() == 201) {
        decided.incrementAndGet();
        return new Told(buyer, answer.json().path("order").asString(), asked);
      }
      if (answer.status() == 409) {
        decided.incrementAndGet();
        return new Told(buyer, "", asked);
      }
      if (!answer.none() && answer.status() != 202 && answer.status() != 503) {
        throw new AssertionError("%s was told %s".formatted(buyer, answer));
      }
      Thread.sleep(PAUSE);
    }
    throw new AssertionError("%s was told neither yes nor no in %s".formatted(buyer, PATIENCE));
  }

  /** Waits until so many know. */
  void awaitDecided(int count) throws InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    while (decided.get() < count) {
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError("%d of %d buyers know".formatted(decided.get(), count));
      }
      Thread.sleep(1);
    }
  }

  /** Waits for all; fails if one was told neither yes nor no. */
  List<Told> told() throws InterruptedException {
    List<Told> told = new ArrayList<>();
    for (Future<Told> buyer : buyers) {
      try {
        told.add(buyer.get());
      } catch (ExecutionException e) {
        throw new AssertionError("a buyer failed", e.getCause());
      }
    }
    return told;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
