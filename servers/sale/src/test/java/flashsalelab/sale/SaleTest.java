package flashsalelab.sale;

import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.fixture.SaleRows;
import flashsalelab.sale.stock.StockGuards;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a buyer may count on in Redis, whichever guard decides; all but the control also at once.
 */
@ParameterizedClass
@MethodSource("guards")
final class SaleTest extends SaleRows {
  private static RedisProcess server;
  private static SaleFixture fixture;

  private final String guard;

  SaleTest(String guard) {
    this.guard = guard;
  }

  static List<String> guards() {
    return StockGuards.names().stream().filter(name -> !name.equals("unguarded")).toList();
  }

  @BeforeAll
  static void start() {
    server = RedisProcess.start();
    fixture = SaleFixture.on(server);
  }

  @AfterAll
  static void stop() {
    fixture.close();
    server.close();
  }

  @Override
  protected Sale sale() {
    return fixture.sale(fixture.guard(guard));
  }

  @Override
  protected OrderBook orders() {
    return fixture.orders();
  }

  @Override
  protected Records records() {
    return new InRedis();
  }

  private static final class InRedis implements Records {
    private static int number(String command, Sku sku) {
      return Integer.parseInt(server.command(command.formatted(sku)));
    }

    @Override
    public int changes(Sku sku) {
      return number("XLEN sale:{%s}:ledger", sku);
    }

    @Override
    public int free(Sku sku) {
      return number("GET sale:{%s}:stock", sku);
    }

    @Override
    public int held(Sku sku) {
      return number("HGET sale:{%s}:totals held", sku);
    }

    @Override
    public int underWay(Sku sku) {
      return number("HLEN sale:{%s}:pending", sku) + number("HLEN sale:{%s}:owed", sku);
    }

    @Override
    public int payments(Sku sku) {
      return number("XLEN sale:{%s}:payments", sku);
    }

    @Override
    public int buyers(Sku sku) {
      return number("HLEN sale:{%s}:buyers", sku);
    }

    @Override
    public int taken(Sku sku, String buyer) {
      return number("HGET sale:{%s}:buyers " + buyer, sku);
    }

    @Override
    public Optional<Duration> keyLife(Sku sku, String buyer, String key) {
      String claim = "sale:{%s}:claim:%d:%s:%s".formatted(sku, buyer.length(), buyer, key);
      long millis = Long.parseLong(server.command("PTTL " + claim));
      return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
  }
}
