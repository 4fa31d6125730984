package flashsalelab.sale.redis;

import flashsalelab.sale.payment.ChargeReconciliation;
import flashsalelab.sale.payment.ChargeReports;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.redisson.client.codec.StringCodec;

/** The latest comparison with the gateway's ledger, in Redis. */
public final class RedisChargeReports implements ChargeReports {
  private final SaleRedis redis;

  /** The report in this Redis. */
  public RedisChargeReports(SaleRedis redis) {
    this.redis = redis;
  }

  @Override
  public CompletionStage<Void> save(ChargeReconciliation report) {
    return redis.send(redisson ->
        redisson
            .<String, String>getMap(SaleKeys.CHARGES, StringCodec.INSTANCE)
            .putAllAsync(
                Map.of(
                    "at", EpochMillis.write(report.at()),
                    "by", report.by(),
                    "charges", Integer.toString(report.charges()),
                    "confirmed", Integer.toString(report.confirmed()),
                    "refunded", Integer.toString(report.refunded()),
                    "unexplained", Integer.toString(report.unexplained()))));
  }

  @Override
  public CompletionStage<Optional<ChargeReconciliation>> last() {
    return redis
        .send(redisson ->
            redisson
                .<String, String>getMap(SaleKeys.CHARGES, StringCodec.INSTANCE)
                .readAllMapAsync())
        .thenApply(fields -> fields.isEmpty() ? Optional.empty() : Optional.of(report(fields)));
  }

  private static ChargeReconciliation report(Map<String, String> fields) {
    return new ChargeReconciliation(
        EpochMillis.read(fields.getOrDefault("at", "")),
        fields.getOrDefault("by", ""),
        Integer.parseInt(fields.getOrDefault("charges", "")),
        Integer.parseInt(fields.getOrDefault("confirmed", "")),
        Integer.parseInt(fields.getOrDefault("refunded", "")),
        Integer.parseInt(fields.getOrDefault("unexplained", "")));
  }
}
