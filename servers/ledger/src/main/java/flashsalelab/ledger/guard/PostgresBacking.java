package flashsalelab.ledger.guard;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.outbox.OutboxDeadLetters;
import flashsalelab.ledger.outbox.OutboxFeed;
import flashsalelab.sale.Inventory;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.OrderChanges;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.StockBooks;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.backing.Reading;
import flashsalelab.sale.backing.SaleBacking;
import flashsalelab.sale.payment.ChargeReports;
import flashsalelab.sale.payment.DeadLetters;
import flashsalelab.sale.payment.PaidOrders;
import flashsalelab.sale.payment.PaymentFeed;
import flashsalelab.sale.transport.PatternSettings;
import flashsalelab.sale.transport.RunningPattern;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A sale in PostgreSQL alone. Purchases are answered with their decision; none is queued. */
public final class PostgresBacking implements SaleBacking {
  private final LedgerDatabase database;
  private final Stock stock;
  private final StockGuard guard;

  /**
   * @param database closed with this
   * @throws IllegalArgumentException names the guards there are, if there is none of this name
   */
  public PostgresBacking(LedgerDatabase database, String guard, SaleTerms terms) {
    this.database = database;
    this.stock = PostgresGuards.stock(guard);
    this.guard = new PostgresGuard(database, terms, stock);
  }

  @Override
  public Inventory inventory() {
    return new PostgresInventory(database, stock);
  }

  @Override
  public OrderBook orders() {
    return new PostgresOrderBook(database, stock);
  }

  @Override
  public OrderChanges changes() {
    return new PostgresChanges(database);
  }

  @Override
  public StockGuard guard() {
    return guard;
  }

  @Override
  public StockBooks books() {
    return new PostgresBooks(database, stock);
  }

  @Override
  public RunningPattern pattern(PatternSettings settings) {
    return new RunningPattern(
        settings,
        guard,
        new PostgresGlances(database, stock),
        () -> {
          throw new IllegalStateException("a sale in PostgreSQL alone has no queue of purchases");
        });
  }

  @Override
  public PaymentFeed payments(String consumer) {
    return new OutboxFeed(database, consumer);
  }

  @Override
  public DeadLetters deadLetters() {
    return new OutboxDeadLetters(database);
  }

  @Override
  public PaidOrders paidOrders() {
    return new PostgresChanges(database).paid();
  }

  @Override
  public ChargeReports chargeReports() {
    return new PostgresChargeReports(database);
  }

  @Override
  public CompletionStage<Boolean> answers() {
    return database.answers();
  }

  @Override
  public List<Reading> readings() {
    return database.readings();
  }

  @Override
  public void close() {
    database.close();
  }
}
