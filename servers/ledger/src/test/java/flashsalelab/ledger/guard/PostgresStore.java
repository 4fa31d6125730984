package flashsalelab.ledger.guard;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.fixture.LedgerFixture;
import flashsalelab.ledger.fixture.PostgresProcess;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.Sku;
import flashsalelab.sale.fixture.CuttingRelay;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.guarantees.FailingSeller;
import flashsalelab.sale.guarantees.Ledger;
import flashsalelab.sale.guarantees.Seller;
import flashsalelab.sale.guarantees.Store;
import java.net.URI;
import java.sql.SQLException;
import java.util.Map;

/**
 * A PostgreSQL with sales of one guard.
 *
 * @param healthy the connections of a process that does not fail
 * @param guard its name
 */
record PostgresStore(PostgresProcess server, LedgerDatabase healthy, String guard)
    implements Store {

  @Override
  public Seller seller(SaleTerms terms) {
    return seller(healthy, terms);
  }

  private Seller seller(LedgerDatabase database, SaleTerms terms) {
    PostgresBacking backing = new PostgresBacking(database, guard, terms);
    return new Seller(backing.inventory(), backing.guard(), backing.orders(), backing.books());
  }

  /** One connection, so that the relay cuts where it is told to. */
  @Override
  public FailingSeller failing() {
    CuttingRelay relay = CuttingRelay.to(URI.create(server.url()).getPort(), PostgresRequests::new);
    LedgerDatabase database =
        LedgerFixture.on(
            server,
            Map.of(
                "LEDGER_URL",
                "postgresql://127.0.0.1:%d/postgres".formatted(relay.port()),
                "LEDGER_CONNECTIONS",
                "1",
                "LEDGER_WAIT_MS",
                "400",
                "LEDGER_TIMEOUT_MS",
                "400"));
    return new FailingSeller(
        relay, seller(database, SaleFixture.TERMS), database::answers, database::close);
  }

  @Override
  public Ledger ledger(Sku sku) {
    return Ledger.of(
        server
            .query(
                """
                select c.order_id, o.buyer, o.key, o.quantity, c.state
                from order_change c join orders o on o.id = c.order_id
                where c.sku = '%s' order by c.id
                """
                    .formatted(sku))
            .lines()
            .filter(line -> !line.isEmpty())
            .map(line -> line.split(" ", -1))
            .map(row -> new Ledger.Entry(row[0], row[1], row[2], Integer.parseInt(row[3]), row[4]))
            .toList());
  }

  @Override
  public void loseFreeUnits(Sku sku) {
    try {
      server.update(
          "update product set free = 0, held = supplied - sold where sku = '%s'".formatted(sku));
      server.update("delete from unit where sku = '%s' and order_id is null".formatted(sku));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
