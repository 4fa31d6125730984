package flashsalelab.sale.redis;

import flashsalelab.sale.Admission;
import flashsalelab.sale.BuyerId;
import flashsalelab.sale.Order;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.redisson.client.codec.StringCodec;

/** The records of purchases in Redis, each step one script. */
public final class RedisPurchaseRecords implements PurchaseRecords {
  private final SaleRedis redis;
  private final String claimMillis;

  /**
   * @param claimLife how long an idempotency key is kept
   */
  public RedisPurchaseRecords(SaleRedis redis, Duration claimLife) {
    this.redis = redis;
    this.claimMillis = Long.toString(claimLife.toMillis());
  }

  @Override
  public CompletionStage<Admission> admit(Purchase purchase, OrderId order, Instant now) {
    return Script.ADMIT
        .run(
            redis,
            List.of(
                SaleKeys.product(purchase.sku()),
                SaleKeys.claim(purchase),
                SaleKeys.buyers(purchase.sku()),
                SaleKeys.pending(purchase.sku())),
            order.toString(),
            purchase.fingerprint(),
            purchase.buyer().value(),
            Integer.toString(purchase.quantity()),
            Long.toString(now.toEpochMilli()),
            claimMillis,
            purchase.key().value())
        .thenApply(reply -> admission(purchase, reply));
  }

  private static Admission admission(Purchase purchase, List<String> reply) {
    return switch (reply.getFirst()) {
      case "admitted" -> new Admission.Admitted();
      case "no_product" -> new Admission.Answered(new PurchaseAnswer.NoSuchProduct(purchase.sku()));
      case "key_reused" -> new Admission.Answered(new PurchaseAnswer.KeyReused());
      default -> new Admission.Answered(answer(reply));
    };
  }

  private static PurchaseAnswer answer(List<String> reply) {
    if (reply.get(1).equals("withdrawn")) {
      return new PurchaseAnswer.Unavailable();
    }
    OrderId order = OrderId.parse(reply.get(2));
    return new PurchaseAnswer.Decided(
        RecordedOutcome.read(order, reply.get(1), reply.get(3), reply.get(4)),
        reply.getFirst().equals("again"));
  }

  @Override
  public CompletionStage<Optional<PurchaseOutcome>> settle(
      Purchase purchase, OrderId order, PurchaseOutcome outcome) {
    RecordedOutcome recorded = RecordedOutcome.of(outcome);
    return Script.SETTLE
        .run(
            redis,
            List.of(
                SaleKeys.order(order),
                SaleKeys.claim(purchase),
                SaleKeys.pending(purchase.sku()),
                SaleKeys.buyers(purchase.sku()),
                SaleKeys.ledger(purchase.sku())),
            order.toString(),
            recorded.name(),
            purchase.buyer().value(),
            Integer.toString(purchase.quantity()),
            purchase.key().value(),
            recorded.at(),
            recorded.detail())
        .thenApply(reply ->
            reply.isEmpty()
                ? Optional.empty()
                : Optional.of(
                    RecordedOutcome.read(order, reply.get(0), reply.get(1), reply.get(2))));
  }

  @Override
  public CompletionStage<Void> withdraw(Purchase purchase, OrderId order) {
    return Script.WITHDRAW
        .run(
            redis,
            List.of(
                SaleKeys.claim(purchase),
                SaleKeys.pending(purchase.sku()),
                SaleKeys.buyers(purchase.sku())),
            order.toString(),
            purchase.fingerprint(),
            purchase.buyer().value(),
            Integer.toString(purchase.quantity()),
            claimMillis)
        .thenApply(reply -> null);
  }

  @Override
  public CompletionStage<OrderAnswer> order(OrderId id) {
    return redis
        .send(redisson ->
            redisson
                .<String, String>getMap(SaleKeys.order(id), StringCodec.INSTANCE)
                .readAllMapAsync())
        .thenCompose(fields -> fields.isEmpty() ? undecided(id) : found(id, fields));
  }

  private CompletionStage<OrderAnswer> undecided(OrderId id) {
    return redis
        .send(redisson ->
            redisson
                .<String, String>getMap(SaleKeys.pending(id.sku()), StringCodec.INSTANCE)
                .containsKeyAsync(id.toString()))
        .thenApply(
            pending -> pending ? new OrderAnswer.Undecided(id) : new OrderAnswer.NoSuchOrder(id));
  }

  private static CompletionStage<OrderAnswer> found(OrderId id, Map<String, String> fields) {
    Order order =
        new Order(
            id,
            new BuyerId(fields.getOrDefault("buyer", "")),
            Integer.parseInt(fields.getOrDefault("quantity", "")),
            EpochMillis.read(fields.getOrDefault("heldUntil", "")),
            RecordedOutcome.history(fields.getOrDefault("history", "")));
    return CompletableFuture.completedFuture(new OrderAnswer.Found(order));
  }
}
