package flashsalelab.sale.backing;

import flashsalelab.sale.Inventory;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.OrderChanges;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.StockBooks;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.payment.ChargeReports;
import flashsalelab.sale.payment.DeadLetters;
import flashsalelab.sale.payment.PaidOrders;
import flashsalelab.sale.payment.PaymentFeed;
import flashsalelab.sale.redis.RedisChargeReports;
import flashsalelab.sale.redis.RedisDeadLetters;
import flashsalelab.sale.redis.RedisGlances;
import flashsalelab.sale.redis.RedisInventory;
import flashsalelab.sale.redis.RedisOrderBook;
import flashsalelab.sale.redis.RedisOrderChanges;
import flashsalelab.sale.redis.RedisPaidOrders;
import flashsalelab.sale.redis.RedisPaymentFeed;
import flashsalelab.sale.redis.RedisPurchaseRecords;
import flashsalelab.sale.redis.RedisStockBooks;
import flashsalelab.sale.redis.SaleRedis;
import flashsalelab.sale.stock.StockGuards;
import flashsalelab.sale.transport.PatternSettings;
import flashsalelab.sale.transport.RunningPattern;
import flashsalelab.sale.transport.TransportContext;
import flashsalelab.sale.transport.Transports;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A sale in Redis. */
public final class RedisBacking implements SaleBacking {
  private final SaleRedis redis;
  private final SaleTerms terms;
  private final Inventory inventory;
  private final StockGuard guard;

  /**
   * @param redis closed with this
   * @throws IllegalArgumentException names the guards there are, if there is none of this name
   */
  public RedisBacking(SaleRedis redis, String guard, SaleTerms terms) {
    this.redis = redis;
    this.terms = terms;
    this.inventory = new RedisInventory(redis);
    this.guard = StockGuards.named(guard, redis, terms);
  }

  @Override
  public Inventory inventory() {
    return inventory;
  }

  @Override
  public OrderBook orders() {
    return new RedisOrderBook(redis);
  }

  @Override
  public OrderChanges changes() {
    return new RedisOrderChanges(redis);
  }

  @Override
  public StockGuard guard() {
    return guard;
  }

  @Override
  public StockBooks books() {
    return new RedisStockBooks(redis, new RedisPurchaseRecords(redis, terms));
  }

  @Override
  public RunningPattern pattern(PatternSettings settings) {
    return new RunningPattern(
        settings,
        guard,
        new RedisGlances(redis),
        () -> Transports.of(new TransportContext(redis, terms, inventory, settings)));
  }

  @Override
  public PaymentFeed payments(String consumer) {
    return new RedisPaymentFeed(redis, consumer);
  }

  @Override
  public DeadLetters deadLetters() {
    return new RedisDeadLetters(redis, inventory);
  }

  @Override
  public PaidOrders paidOrders() {
    return new RedisPaidOrders(redis);
  }

  @Override
  public ChargeReports chargeReports() {
    return new RedisChargeReports(redis);
  }

  @Override
  public CompletionStage<Boolean> answers() {
    return redis.answers();
  }

  @Override
  public List<Reading> readings() {
    return List.of();
  }

  @Override
  public void close() {
    redis.close();
  }
}
