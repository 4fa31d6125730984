package flashsalelab.sale.guarantees;

import static flashsalelab.sale.fixture.Waiting.await;

import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.Sku;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.fixture.CuttingRelay;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import flashsalelab.sale.redis.SaleKeys;
import flashsalelab.sale.stock.QuickLocks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.client.codec.StringCodec;

/**
 * A Redis with sales of one guard.
 *
 * @param healthy a process that does not fail
 * @param guard its name
 */
record RedisStore(RedisProcess server, SaleFixture healthy, String guard) implements Store {
  /** One request at a time over one connection, so that the relay cuts where it is told to. */
  private static final Map<String, String> ONE_BY_ONE =
      Map.of(
          "REDIS_CONNECTIONS", "1",
          "REDIS_TIMEOUT_MS", "400",
          "REDIS_RETRIES", "1",
          "REDIS_RETRY_DELAY_MS", "50",
          "REDIS_RECONNECT_DELAY_MS", "50");

  @Override
  public Seller seller(SaleTerms terms) {
    return seller(healthy, terms);
  }

  private Seller seller(SaleFixture process, SaleTerms terms) {
    return new Seller(
        process.inventory(), guard(process, terms), process.orders(), process.books());
  }

  private StockGuard guard(SaleFixture process, SaleTerms terms) {
    return guard.equals("lock")
        ? QuickLocks.on(process.redis(), terms)
        : process.guard(guard, terms);
  }

  @Override
  public FailingSeller failing() {
    CuttingRelay relay = CuttingRelay.before(server);
    Map<String, String> variables = new HashMap<>(ONE_BY_ONE);
    variables.put("REDIS_URL", relay.url());
    SaleFixture process = SaleFixture.on(server, variables);
    return new FailingSeller(
        relay, seller(process, SaleFixture.TERMS), process.redis()::answers, process::close);
  }

  @Override
  public Ledger ledger(Sku sku) {
    List<Map<String, String>> entries =
        List.copyOf(
            await(
                    healthy
                        .redis()
                        .send(redisson ->
                            redisson
                                .<String, String>getStream(
                                    SaleKeys.ledger(sku), StringCodec.INSTANCE)
                                .rangeAsync(
                                    StreamRangeArgs.startId(StreamMessageId.MIN)
                                        .endId(StreamMessageId.MAX))))
                .values());
    return Ledger.of(
        entries.stream()
            .map(entry ->
                new Ledger.Entry(
                    entry.getOrDefault("order", ""),
                    entry.getOrDefault("buyer", ""),
                    entry.getOrDefault("key", ""),
                    Integer.parseInt(entry.getOrDefault("quantity", "")),
                    entry.getOrDefault("state", "")))
            .toList());
  }

  @Override
  public void loseFreeUnits(Sku sku) {
    server.command("DEL " + SaleKeys.stock(sku));
  }
}
