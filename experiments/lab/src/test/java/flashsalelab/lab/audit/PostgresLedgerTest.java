package flashsalelab.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.audit.SaleLedger.Transition;
import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.DatabaseAddress;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.Topology;
import flashsalelab.lab.launch.process.ProcessLauncher;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresLedgerTest {
  /** As far as the auditor knows the sale's schema. */
  private static final String SCHEMA =
      """
      create table product (sku text, supplied integer, per_buyer integer, free integer);
      create table unit (sku text, number integer, order_id text);
      create table orders (id text, sku text, buyer text, key text, quantity integer, state text,
        changes integer);
      create table order_change (id bigint generated always as identity, order_id text,
        number integer, sku text, state text);
      create table stock_movement (sku text, units integer);
      """;

  @TempDir private static Path folder;
  private static ProcessLauncher launcher;
  private static DatabaseAddress address;

  @BeforeAll
  static void start() throws SQLException {
    launcher =
        new ProcessLauncher(
            Path.of(System.getProperty("lab.root", ".")), folder.resolve("scratch"));
    Deployment system =
        launcher.deploy(
            new Topology("none", 0, Map.of(), null, Set.of(Component.DATABASE)), folder);
    address = system.database().orElseThrow();
    update(SCHEMA);
  }

  @AfterAll
  static void stop() {
    launcher.close();
  }

  private static void update(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static SaleLedger read(String sku) {
    try (PostgresLedger ledger = PostgresLedger.at(address)) {
      return ledger.read(sku);
    }
  }

  /** Two orders of a unit each, the second one cancelled. */
  private static void sold(String sku, int free) throws SQLException {
    update(
        """
        insert into product values ('%1$s', 10, 2, %2$d);
        insert into orders values ('%1$s1', '%1$s', 'ann', 'k', 1, 'RESERVED', 1);
        insert into orders values ('%1$s2', '%1$s', 'bob', 'k', 1, 'CANCELLED', 2);
        insert into order_change (order_id, number, sku, state) values
          ('%1$s1', 1, '%1$s', 'RESERVED'), ('%1$s2', 1, '%1$s', 'RESERVED'),
          ('%1$s2', 2, '%1$s', 'CANCELLED');
        insert into stock_movement values ('%1$s', 10), ('%1$s', -1), ('%1$s', -1), ('%1$s', 1);
        """
            .formatted(sku, free));
  }

  @Test
  void read_productWithOrders_isTheWholeRecord() throws SQLException {
    sold("tea", 9);

    SaleLedger sale = read("tea");

    assertThat(sale.supplied()).isEqualTo(10);
    assertThat(sale.perBuyer()).isEqualTo(2);
    assertThat(sale.free()).isEqualTo(9);
    assertThat(sale.transitions())
        .containsExactly(
            new Transition("tea1", "ann", "k", 1, "RESERVED"),
            new Transition("tea2", "bob", "k", 1, "RESERVED"),
            new Transition("tea2", "bob", "k", 1, "CANCELLED"));
    assertThat(sale.disagreements()).isEmpty();
  }

  @Test
  void read_ofUnitsThatHaveRows_countsTheFreeOnes() throws SQLException {
    sold("cup", 10);
    update(
        """
        insert into unit select 'cup', n, case n when 1 then 'cup1' end
        from generate_series(1, 10) n
        """);

    SaleLedger sale = read("cup");

    assertThat(sale.free()).isEqualTo(9);
    assertThat(sale.disagreements()).isEmpty();
  }

  @Test
  void read_ofBooksThatDisagree_namesIt() throws SQLException {
    sold("pot", 8);
    update("update orders set state = 'PAID' where id = 'pot1'");

    assertThat(read("pot").disagreements())
        .containsExactly(
            "order pot1 is PAID, the last change on record is RESERVED",
            "the stock movements of pot add up to 9 free units, its stock says 8");
  }

  @Test
  void read_ofAProductThatIsNot_isToldSo() {
    assertThatThrownBy(() -> read("none"))
        .isInstanceOf(LedgerUnreadableException.class)
        .hasMessage("PostgreSQL knows no product none");
  }
}
