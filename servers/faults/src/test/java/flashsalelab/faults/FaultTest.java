package flashsalelab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sale of 80 units to a crowd of 200, something that goes wrong half way, and the accounts. */
@Timeout(240)
abstract class FaultTest {
  static final int UNITS = 80;
  static final int BUYERS = 200;

  /** So many know their outcome when the fault is injected. */
  static final int HALF_WAY = 30;

  private static final Duration RUSH = Duration.ofMillis(2_500);
  private static final String SKU = "tee";
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final String PRODUCT =
      """
      {"sku":"%s","name":"Tee","price":1999,"stock":%d,"perBuyer":1}\
      """
          .formatted(SKU, UNITS);

  @TempDir private Path folder;
  private @Nullable FlashSale sale;

  /** What goes wrong. */
  @FunctionalInterface
  interface Fault {
    void happen(FlashSale sale) throws Exception;
  }

  Path folder() {
    return folder;
  }

  /** Plays a fault in the middle of a sale with this guard, and accounts for everything. */
  void play(String guard, Map<String, String> settings, Fault fault) throws Exception {
    play(FlashSale.start(guard, settings, folder), fault);
  }

  /** Plays a fault in the middle of this sale, and accounts for everything. */
  void play(FlashSale started, Fault fault) throws Exception {
    sale = started;
    createProduct(started);
    List<URI> edges = started.edges().stream().map(Child::address).toList();
    try (Crowd crowd = new Crowd("b", SKU, edges)) {
      crowd.arrive(BUYERS, RUSH, 7);
      crowd.awaitDecided(HALF_WAY);
      fault.happen(started);
      List<Crowd.Told> told = crowd.told();
      assertThat(told).hasSize(BUYERS);
      new Accounts(started, SKU).areInOrder(told);
    } catch (AssertionError e) {
      throw new AssertionError("%s%n%s".formatted(e.getMessage(), started.said()), e);
    }
  }

  /** Before anything goes wrong, a busy machine may already make Redis' answers too late. */
  private static void createProduct(FlashSale sale) {
    URI product = sale.edges().getFirst().address().resolve("/api/products/" + SKU);
    // One that was made without being told so in time exists when it is asked for again.
    Http.Answer made =
        Awaitility.await()
            .atMost(START_LIMIT)
            .until(
                () -> {
                  sale.admin("POST", "/api/products", PRODUCT);
                  return Http.get(product);
                },
                answer -> answer.status() == 200);
    assertThat(made.json().path("supplied").asInt()).isEqualTo(UNITS);
    assertThat(made.json().path("stock").asInt()).isEqualTo(UNITS);
  }

  @AfterEach
  void end() {
    FlashSale ended = sale;
    if (ended != null) {
      ended.close();
    }
  }
}
