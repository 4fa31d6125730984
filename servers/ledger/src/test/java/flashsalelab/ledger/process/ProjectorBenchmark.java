package flashsalelab.ledger.process;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.ledger.fixture.LedgerScene;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Product;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.fixture.SaleFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How fast one projector on one core is: with a backlog, and behind a sale that decides so many
 * purchases a second. Not among the tests: {@code -Dtest=ProjectorBenchmark}.
 */
@Timeout(300)
final class ProjectorBenchmark {
  private static final int ORDERS = 200_000;
  private static final int RATE = 10_000;
  private static final int SECONDS = 10;
  private static final int UNDER_WAY = 5_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private LedgerScene scene;
  private Product product;
  private volatile boolean ended;
  private volatile long longest = -1;

  @BeforeEach
  void start() {
    scene = new LedgerScene();
    product = scene.sale().supplied(ORDERS, 1);
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  /** Buys as fast as it goes, or at a rate; tells how many purchases were decided a second. */
  private double buy(String name, int purchases, int rate) throws InterruptedException {
    StockGuard guard = scene.sale().guard("lua-batched");
    Semaphore underWay = new Semaphore(UNDER_WAY);
    CountDownLatch decided = new CountDownLatch(purchases);
    long begin = System.nanoTime();
    for (int i = 0; i < purchases; i++) {
      if (rate > 0) {
        long due = begin + i * (TimeUnit.SECONDS.toNanos(1) / rate);
        LockSupport.parkNanos(due - System.nanoTime());
      }
      underWay.acquire();
      guard
          .decide(SaleFixture.purchase(product, name + i, "k", 1), OrderId.next(product.sku()))
          .thenAccept(answer -> {
            underWay.release();
            decided.countDown();
          });
    }
    assertThat(decided.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return purchases / seconds(begin);
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private int projected() {
    String entries = scene.query(product, "select entries from projection where sku = %s");
    return entries.isEmpty() ? 0 : Integer.parseInt(entries);
  }

  private void awaitProjected(int entries) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(PATIENCE)
        .until(() -> projected() >= entries);
  }

  @Test
  void backlog_isReadAtTenThousandASecond() throws InterruptedException {
    System.out.printf("decided: %.0f purchases/s%n", buy("buyer", ORDERS, 0));
    try (ProjectorChild projector = ProjectorChild.onOneCore(scene, Map.of())) {
      awaitProjected(ORDERS / 10);
      int before = projected();
      long begin = System.nanoTime();
      Duration cpu = projector.cpu();
      awaitProjected(ORDERS);
      double rate = (ORDERS - before) / seconds(begin);
      double busy = projector.cpu().minus(cpu).toNanos() / 1e9 / seconds(begin);
      System.out.printf("projected: %.0f purchases/s with %.2f cores%n", rate, busy);
      assertThat(rate).isGreaterThan(RATE);
    }
  }

  @Test
  void lag_behindTenThousandASecond_isBelowASecond() throws InterruptedException {
    try (ProjectorChild projector = ProjectorChild.onOneCore(scene, Map.of())) {
      buy("warm-up", RATE, RATE);
      awaitProjected(RATE);
      Thread watch = Thread.ofPlatform().daemon().unstarted(() -> longest = longestLag());
      watch.start();
      double rate = buy("buyer", RATE * (SECONDS - 1), RATE);
      ended = true;
      watch.join();
      awaitProjected(RATE * SECONDS);
      System.out.printf(
          "decided: %.0f purchases/s, longest lag %d ms, %.2f s of CPU%n",
          rate, longest, projector.cpu().toMillis() / 1e3);
      assertThat(longest).isBetween(0L, 999L);
    }
  }

  /** Looks every 20 ms until it has ended; says how it was, and how much at most. */
  private long longestLag() {
    List<Long> lags = new ArrayList<>();
    while (!ended) {
      lags.add(lag());
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    Collections.sort(lags);
    System.out.printf(
        "lag: p50 %d ms, p99 %d ms%n", lags.get(lags.size() / 2), lags.get(lags.size() * 99 / 100));
    return lags.getLast();
  }

  /** How long the oldest entry that is not in the ledger has been there, in milliseconds. */
  private long lag() {
    String position = scene.query(product, "select position from projection where sku = %s");
    return scene
        .redis()
        .command("XRANGE sale:{%s}:ledger (%s + COUNT 1".formatted(product.sku(), position))
        .lines()
        .findFirst()
        .filter(id -> !id.isBlank())
        .map(id -> System.currentTimeMillis() - millis(id))
        .orElse(0L);
  }

  private static long millis(String id) {
    return Long.parseLong(id.substring(0, id.indexOf('-')));
  }
}
