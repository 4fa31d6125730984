package flashsalelab.ledger.guard;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.fixture.LedgerFixture;
import flashsalelab.ledger.fixture.PostgresProcess;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.RequestPattern;
import flashsalelab.sale.Sale;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.fixture.SaleRows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a buyer may count on in PostgreSQL, whichever of its guards decides. */
@ParameterizedClass
@MethodSource("guards")
final class PostgresSaleTest extends SaleRows {
  private static PostgresProcess server;
  private static LedgerDatabase database;

  private final PostgresBacking backing;
  private final boolean units;

  PostgresSaleTest(String guard) {
    this.backing = new PostgresBacking(database, guard, SaleFixture.TERMS);
    this.units = guard.equals("postgres-skip-locked");
  }

  static List<String> guards() {
    return PostgresGuards.names();
  }

  @BeforeAll
  static void start() {
    server = PostgresProcess.start();
    database = LedgerFixture.on(server, Map.of("LEDGER_WAIT_MS", "10000"));
  }

  @AfterAll
  static void stop() {
    database.close();
    server.close();
  }

  @Override
  protected Sale sale() {
    return new Sale(
        backing.inventory(),
        RequestPattern.sync(backing.guard()),
        backing.guard(),
        backing.orders());
  }

  @Override
  protected OrderBook orders() {
    return backing.orders();
  }

  @Override
  protected Records records() {
    return new PostgresRecords(server, units);
  }
}
