package flashsalelab.sale.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.stock.StockGuards;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays every failure with every guard, and holds what comes out against the published table. */
@Execution(ExecutionMode.CONCURRENT)
final class GuaranteesTest {
  /** So many requests under way at once, and no timeout that a slow machine could reach. */
  private static final Map<String, String> MANY_AT_ONCE =
      Map.of("REDIS_CONNECTIONS", "32", "REDIS_TIMEOUT_MS", "10000");

  private static RedisProcess server;
  private static SaleFixture healthy;

  @BeforeAll
  static void start() {
    server = RedisProcess.start();
    healthy = SaleFixture.on(server, MANY_AT_ONCE);
  }

  @AfterAll
  static void stop() {
    healthy.close();
    server.close();
  }

  static List<Arguments> cells() throws IOException {
    List<Arguments> cells = new ArrayList<>();
    PublishedTable table = PublishedTable.read();
    for (String failure : Failures.names()) {
      for (String guard : StockGuards.names()) {
        cells.add(Arguments.of(failure, guard, table.verdict(failure, guard)));
      }
    }
    return cells;
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @MethodSource("cells")
  void failure_withAGuard_comesOutAsPublished(String failure, String guard, String published) {
    Stage stage = new Stage(new RedisStore(server, healthy, guard));
    assertThat(Failures.named(failure).play(stage).word()).isEqualTo(published);
  }

  @Test
  void table_hasEveryFailureAndEveryGuard() throws IOException {
    PublishedTable table = PublishedTable.read();
    assertThat(table.guards()).containsExactlyElementsOf(StockGuards.names());
    assertThat(table.failures()).containsSequence(Failures.names());
  }
}
