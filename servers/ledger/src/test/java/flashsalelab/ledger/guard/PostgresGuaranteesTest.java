package flashsalelab.ledger.guard;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.fixture.LedgerFixture;
import flashsalelab.ledger.fixture.PostgresProcess;
import flashsalelab.sale.guarantees.Failures;
import flashsalelab.sale.guarantees.PublishedTable;
import flashsalelab.sale.guarantees.Stage;
import java.io.IOException;
import java.nio.file.Path;
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

/**
 * Plays every failure with every guard of PostgreSQL, and holds what comes out against the
 * published table.
 */
@Execution(ExecutionMode.CONCURRENT)
final class PostgresGuaranteesTest {
  private static final Path TABLE = Path.of("GUARDS.md");

  private static PostgresProcess server;
  private static LedgerDatabase healthy;

  @BeforeAll
  static void start() {
    // A look whether an idle connection still lives would count as a step of the purchase.
    System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "60000");
    server = PostgresProcess.start();
    healthy = LedgerFixture.on(server, Map.of("LEDGER_CONNECTIONS", "16"));
  }

  @AfterAll
  static void stop() {
    healthy.close();
    server.close();
  }

  static List<Arguments> cells() throws IOException {
    List<Arguments> cells = new ArrayList<>();
    PublishedTable table = PublishedTable.read(TABLE);
    for (String failure : Failures.names()) {
      for (String guard : PostgresGuards.names()) {
        cells.add(Arguments.of(failure, guard, table.verdict(failure, guard)));
      }
    }
    return cells;
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @MethodSource("cells")
  void failure_withAGuard_comesOutAsPublished(String failure, String guard, String published) {
    Stage stage = new Stage(new PostgresStore(server, healthy, guard));
    assertThat(Failures.named(failure).play(stage).word()).isEqualTo(published);
  }

  @Test
  void table_hasEveryFailureAndEveryGuard() throws IOException {
    PublishedTable table = PublishedTable.read(TABLE);
    assertThat(table.guards()).containsExactlyElementsOf(PostgresGuards.names());
    assertThat(table.failures()).containsSequence(Failures.names());
  }
}
