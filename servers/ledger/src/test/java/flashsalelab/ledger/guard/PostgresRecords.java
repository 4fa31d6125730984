package flashsalelab.ledger.guard;

import flashsalelab.ledger.fixture.PostgresProcess;
import flashsalelab.sale.Sku;
import flashsalelab.sale.fixture.SaleRows.Records;
import java.time.Duration;
import java.util.Optional;

/**
 * What PostgreSQL has on record of a product, read past the sale.
 *
 * @param units whether each unit has a row
 */
record PostgresRecords(PostgresProcess server, boolean units) implements Records {

  private int number(String sql) {
    String answer = server.query(sql);
    return answer.isEmpty() ? 0 : Integer.parseInt(answer);
  }

  @Override
  public int changes(Sku sku) {
    return number("select count(*) from order_change where sku = '%s'".formatted(sku));
  }

  @Override
  public int free(Sku sku) {
    int moved = number("select sum(units) from stock_movement where sku = '%s'".formatted(sku));
    int free =
        units
            ? number(
                "select count(*) from unit where sku = '%s' and order_id is null".formatted(sku))
            : number("select free from product where sku = '%s'".formatted(sku));
    if (moved != free) {
      throw new AssertionError(
          "the movements of %s add up to %d, %d are free".formatted(sku, moved, free));
    }
    return free;
  }

  @Override
  public int held(Sku sku) {
    return number(
        "select coalesce(sum(quantity), 0) from orders where sku = '%s' and state = 'RESERVED'"
            .formatted(sku));
  }

  @Override
  public int underWay(Sku sku) {
    return 0;
  }

  @Override
  public int payments(Sku sku) {
    return number("select count(*) from outbox where sku = '%s'".formatted(sku));
  }

  @Override
  public int buyers(Sku sku) {
    return number("select count(*) from allowance where sku = '%s' and units > 0".formatted(sku));
  }

  @Override
  public int taken(Sku sku, String buyer) {
    return number(
        "select units from allowance where sku = '%s' and buyer = '%s'".formatted(sku, buyer));
  }

  @Override
  public Optional<Duration> keyLife(Sku sku, String buyer, String key) {
    String life =
        server.query(
            """
            select (extract(epoch from expires_at - clock_timestamp()) * 1000)::bigint
            from claim where sku = '%s' and buyer = '%s' and key = '%s'
            """
                .formatted(sku, buyer, key));
    return life.isEmpty() ? Optional.empty() : Optional.of(Duration.ofMillis(Long.parseLong(life)));
  }
}
