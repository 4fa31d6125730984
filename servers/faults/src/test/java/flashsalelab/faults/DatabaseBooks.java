package flashsalelab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.ledger.fixture.PostgresProcess;
import java.util.Map;
import java.util.stream.Collectors;

/** The books in PostgreSQL. */
record DatabaseBooks(PostgresProcess database, String sku) implements Books {

  @Override
  public void requireSettled() {
    assertThat(number("select count(*) from outbox where sku = '%s' and dead_at is null"))
        .as("payments in the outbox")
        .isZero();
    assertThat(number("select count(*) from refused_entry where sku = '%s'"))
        .as("entries of Redis that contradict the ledger")
        .isZero();
    assertThat(number("select sum(units) from stock_movement where sku = '%s'"))
        .as("what is free by the movements of stock")
        .isEqualTo(free());
    assertThat(
            number(
                """
                select count(*) from orders o where sku = '%s' and (state in ('PAID', 'REFUNDED'))
                  <> exists (select from payment p where p.order_id = o.id)
                """))
        .as("orders whose payment is not what their state says")
        .isZero();
  }

  /** Where each unit has a row, no other row counts the free ones. */
  private int free() {
    return number("select count(*) from unit where sku = '%s'") > 0
        ? number("select count(*) from unit where sku = '%s' and order_id is null")
        : number("select free from product where sku = '%s'");
  }

  private int number(String sql) {
    String answer = database.query(sql.formatted(sku));
    return answer.isEmpty() ? 0 : Integer.parseInt(answer);
  }

  @Override
  public Map<String, String> standing() {
    return database
        .query("select id, state from orders where sku = '%s'".formatted(sku))
        .lines()
        .filter(line -> !line.isEmpty())
        .map(line -> line.split(" ", -1))
        .collect(Collectors.toMap(row -> row[0], row -> row[1]));
  }
}
