package flashsalelab.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.ledger.fixture.LedgerFixture;
import flashsalelab.ledger.fixture.PostgresProcess;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema itself refuses what must not be, whoever writes it. */
@Timeout(60)
final class SchemaTest {
  private static PostgresProcess postgres;
  private static LedgerDatabase database;

  @BeforeAll
  static void start() throws SQLException {
    postgres = PostgresProcess.start();
    database = LedgerFixture.on(postgres);
    postgres.update(
        "insert into product (sku, name, price, per_buyer, created_at, supplied, free, held) values ('tee', 'Tee', 1, 1, now(), 5, 4, 1)");
    postgres.update(
        "insert into orders (id, sku, buyer, key, quantity, amount, state, held_until, changes, made_at, changed_at) values ('o1', 'tee', 'ann', 'k', 1, 1, 'RESERVED', now(), 1, now(), now())");
    postgres.update(
        "insert into order_change (order_id, number, sku, state, at) values ('o1', 1, 'tee', 'RESERVED', now())");
    postgres.update(
        "insert into stock_movement (sku, kind, units, order_id, free_after, at) values ('tee', 'RESERVED', -1, 'o1', 4, now())");
    postgres.update(
        "insert into payment (order_id, state, amount, at) values ('o1', 'CAPTURED', 1, now())");
    postgres.update("insert into outbox (sku, order_id, created_at) values ('tee', 'o1', now())");
    postgres.update(
        "insert into refused_entry (sku, entry, order_id, state, why) values ('tee', '1-1', 'o9', 'PAID', 'x')");
  }

  @AfterAll
  static void stop() {
    database.close();
    postgres.close();
  }

  private static void assertRefused(String sql, String state) {
    assertThatThrownBy(() -> postgres.update(sql))
        .isInstanceOfSatisfying(
            SQLException.class, refusal -> assertThat(refusal.getSQLState()).isEqualTo(state));
  }

  @ParameterizedTest
  @ValueSource(strings = {"order_change", "stock_movement", "payment", "refused_entry"})
  void history_isNeverChanged(String table) {
    assertRefused("update " + table + " set at = at", "23000");
    assertRefused("delete from " + table, "23000");
    assertRefused("truncate " + table + " cascade", "23000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "stock below zero | update product set free = -1, held = 6 | 23514",
        "units out of nothing | update product set free = 5 | 23514",
        "a second order of a key | insert into orders (id, sku, buyer, key, quantity, amount, state, held_until, changes, made_at, changed_at) values ('o2', 'tee', 'ann', 'k', 1, 1, 'RESERVED', now(), 1, now(), now()) | 23505",
        "a second effective payment | insert into payment (order_id, state, amount, at) values ('o1', 'CAPTURED', 1, now()) | 23505",
        "a payment without an order | insert into payment (order_id, state, amount, at) values ('o2', 'CAPTURED', 1, now()) | 23503",
        "a charge without an order | insert into outbox (sku, order_id, created_at) values ('tee', 'o2', now()) | 23503",
        "a second charge of an order | insert into outbox (sku, order_id, created_at) values ('tee', 'o1', now()) | 23505",
        "units taken twice | insert into stock_movement (sku, kind, units, order_id, free_after, at) values ('tee', 'RESERVED', -1, 'o1', 3, now()) | 23505",
        "a movement below zero | insert into stock_movement (sku, kind, units, order_id, free_after, at) values ('tee', 'RELEASED', 1, 'o1', -1, now()) | 23514",
        "a release that takes | insert into stock_movement (sku, kind, units, order_id, free_after, at) values ('tee', 'RELEASED', -1, 'o1', 1, now()) | 23514",
        "a transition twice | insert into order_change (order_id, number, sku, state, at) values ('o1', 1, 'tee', 'PAID', now()) | 23505",
        "a state that does not exist | update orders set state = 'LOST' | 23514"
      })
  void whatMustNotBe_isRefused(String what, String sql, String state) {
    assertRefused(sql, state);
  }
}
