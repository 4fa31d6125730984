package flashsalelab.sale.backing;

import flashsalelab.sale.Inventory;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.OrderChanges;
import flashsalelab.sale.StockBooks;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.payment.ChargeReports;
import flashsalelab.sale.payment.DeadLetters;
import flashsalelab.sale.payment.PaidOrders;
import flashsalelab.sale.payment.PaymentFeed;
import flashsalelab.sale.transport.PatternSettings;
import flashsalelab.sale.transport.RunningPattern;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where a sale is kept: a process's connection to it, and everything that is answered from there.
 * It connects in the background, so a process starts while the store is away. Its parts may be used
 * from any thread and never block it.
 */
public interface SaleBacking extends AutoCloseable {

  /** The products. */
  Inventory inventory();

  /** The orders. */
  OrderBook orders();

  /** What becomes of orders. */
  OrderChanges changes();

  /** What decides purchases. */
  StockGuard guard();

  /** The account of stock. */
  StockBooks books();

  /** How purchases are answered; the caller starts and closes it. */
  RunningPattern pattern(PatternSettings settings);

  /**
   * The payments to be made.
   *
   * @param consumer this process's name, unlike any other's
   */
  PaymentFeed payments(String consumer);

  /** The payments that were given up. */
  DeadLetters deadLetters();

  /** The orders that were paid. */
  PaidOrders paidOrders();

  /** The comparisons of charges with orders. */
  ChargeReports chargeReports();

  /** Whether a purchase can be decided now. The stage never fails. */
  CompletionStage<Boolean> answers();

  /** What is to be seen of the connection. */
  List<Reading> readings();

  /** Ends the connection; what is under way fails. */
  @Override
  void close();
}
