package flashsalelab.ledger;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.orders.LedgerOrders;
import flashsalelab.ledger.orders.RememberingOrders;
import flashsalelab.ledger.outbox.LedgerPaidOrders;
import flashsalelab.ledger.outbox.OutboxDeadLetters;
import flashsalelab.ledger.outbox.OutboxFeed;
import flashsalelab.sale.Inventory;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.OrderChanges;
import flashsalelab.sale.StockBooks;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.backing.Reading;
import flashsalelab.sale.backing.RedisBacking;
import flashsalelab.sale.backing.SaleBacking;
import flashsalelab.sale.payment.ChargeReports;
import flashsalelab.sale.payment.DeadLetters;
import flashsalelab.sale.payment.PaidOrders;
import flashsalelab.sale.payment.PaymentFeed;
import flashsalelab.sale.transport.PatternSettings;
import flashsalelab.sale.transport.RunningPattern;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A sale that is decided in Redis and remembered in the ledger: payments come from the ledger, and
 * so do orders that Redis has forgotten. Purchases are decided while the ledger is away; they are
 * charged when they are in it.
 */
final class LedgeredBacking implements SaleBacking {
  private final RedisBacking redis;
  private final LedgerDatabase ledger;

  LedgeredBacking(RedisBacking redis, LedgerDatabase ledger) {
    this.redis = redis;
    this.ledger = ledger;
  }

  @Override
  public Inventory inventory() {
    return redis.inventory();
  }

  @Override
  public OrderBook orders() {
    return new RememberingOrders(redis.orders(), new LedgerOrders(ledger));
  }

  @Override
  public OrderChanges changes() {
    return redis.changes();
  }

  @Override
  public StockGuard guard() {
    return redis.guard();
  }

  @Override
  public StockBooks books() {
    return redis.books();
  }

  @Override
  public RunningPattern pattern(PatternSettings settings) {
    return redis.pattern(settings);
  }

  @Override
  public PaymentFeed payments(String consumer) {
    return new OutboxFeed(ledger, consumer);
  }

  @Override
  public DeadLetters deadLetters() {
    return new OutboxDeadLetters(ledger);
  }

  @Override
  public PaidOrders paidOrders() {
    return new LedgerPaidOrders(ledger);
  }

  @Override
  public ChargeReports chargeReports() {
    return redis.chargeReports();
  }

  @Override
  public CompletionStage<Boolean> answers() {
    return redis.answers();
  }

  @Override
  public List<Reading> readings() {
    return ledger.readings();
  }

  @Override
  public void close() {
    ledger.close();
    redis.close();
  }
}
