package flashsalelab.payments.reconcile;

import flashsalelab.payments.client.ChargeStanding;
import flashsalelab.payments.client.GatewayClient;
import flashsalelab.payments.client.LedgerPage;
import flashsalelab.sale.Catalogue;
import flashsalelab.sale.OrderBook;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sku;
import flashsalelab.sale.payment.ChargeReconciliation;
import flashsalelab.sale.payment.ChargeReports;
import flashsalelab.sale.payment.PaidOrders;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the gateway's ledger with the orders, in both directions, and mends what a crash has
 * left. Many processes may do so at once: every step works once. Used by one thread, which waits.
 *
 * <p>From the ledger to the orders each charge is looked at until it is settled for good. From the
 * orders to the ledger every paid order must have been met on the way; the gateway is asked for
 * those few that were not.
 */
public final class ChargeReconciler {
  private static final Logger LOG = LoggerFactory.getLogger(ChargeReconciler.class);
  private static final int PAGE = 500;

  /** The most paid orders that are kept until their charges are met. */
  private static final int MOST_UNMET = 100_000;

  private final Catalogue catalogue;
  private final PaidOrders paid;
  private final GatewayClient gateway;
  private final ChargeReports reports;
  private final ChargeJudge judge;
  private final Clock clock;
  private final String by;

  private final SettledCharges settled = new SettledCharges();
  private final Map<Sku, String> cursors = new HashMap<>();
  private final Set<OrderId> unmet = new LinkedHashSet<>();
  private String ledger = "";

  /**
   * @param grace how long a processor may be at work on a charge
   * @param clock dates the reports
   * @param by the process's name, for the reports
   */
  public ChargeReconciler(
      Catalogue catalogue,
      OrderBook orders,
      PaidOrders paid,
      GatewayClient gateway,
      ChargeReports reports,
      Duration grace,
      Clock clock,
      String by) {
    this.catalogue = catalogue;
    this.paid = paid;
    this.gateway = gateway;
    this.reports = reports;
    this.judge = new ChargeJudge(gateway, orders, grace);
    this.clock = clock;
    this.by = by;
  }

  /**
   * Reconciles now and saves the report.
   *
   * @return the report; empty if the gateway did not answer to the end
   * @throws java.util.concurrent.CompletionException if the store cannot be asked
   */
  public Optional<ChargeReconciliation> reconcile() {
    try {
      readPaid();
      Map<Finding, Integer> found = readLedger();
      int unexplained = found.getOrDefault(Finding.UNEXPLAINED, 0) + withoutCharge();
      ChargeReconciliation report =
          new ChargeReconciliation(
              clock.instant(),
              by,
              found.values().stream().mapToInt(Integer::intValue).sum(),
              found.getOrDefault(Finding.CONFIRMED, 0),
              found.getOrDefault(Finding.REFUNDED, 0),
              unexplained);
      reports.save(report).toCompletableFuture().join();
      return Optional.of(report);
    } catch (NoAnswerException e) {
      LOG.debug("the charges were not reconciled, the next time follows: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private void readPaid() {
    for (Sku sku : catalogue.skus().toCompletableFuture().join()) {
      boolean more = true;
      while (more && unmet.size() < MOST_UNMET) {
        PaidOrders.Part part =
            paid.after(sku, cursors.getOrDefault(sku, PaidOrders.START), PAGE)
                .toCompletableFuture()
                .join();
        unmet.addAll(part.orders());
        cursors.put(sku, part.cursor());
        more = part.more();
      }
    }
  }

  private Map<Finding, Integer> readLedger() throws NoAnswerException {
    Map<Finding, Integer> found = new EnumMap<>(Finding.class);
    long after = settled.upTo();
    while (true) {
      LedgerPage page = ChargeJudge.answered(gateway.ledger(after, PAGE));
      if (!page.ledger().equals(ledger)) {
        beginAnew(page.ledger());
        found.clear();
        after = 0;
        page = ChargeJudge.answered(gateway.ledger(after, PAGE));
      }
      if (page.entries().isEmpty()) {
        settled.advance();
        return found;
      }
      look(page, found);
      after = page.entries().getLast().number();
    }
  }

  /** Another ledger counts its charges anew, so nothing that is known of the last one holds. */
  private void beginAnew(String id) {
    if (!ledger.isEmpty()) {
      LOG.warn("the gateway has another ledger, {} instead of {}", id, ledger);
    }
    ledger = id;
    settled.clear();
  }

  private void look(LedgerPage page, Map<Finding, Integer> found) throws NoAnswerException {
    for (LedgerPage.Entry charge : page.entries()) {
      if (!settled.contains(charge.number())) {
        Finding finding = judge.judge(charge, page.now());
        found.merge(finding, 1, Integer::sum);
        if (finding.isForGood()) {
          settled.add(charge.number());
        }
        if (charge.standing() == ChargeStanding.CAPTURED
            && (finding == Finding.SETTLED || finding == Finding.CONFIRMED)) {
          ChargeJudge.order(charge).ifPresent(unmet::remove);
        }
        tell(charge, finding);
      }
    }
  }

  private static void tell(LedgerPage.Entry charge, Finding finding) {
    if (finding == Finding.UNEXPLAINED) {
      LOG.error("charge {} contradicts its order: look at it", charge);
    } else if (finding == Finding.CONFIRMED || finding == Finding.REFUNDED) {
      LOG.warn("mended by reconciliation, now {}: {}", finding, charge);
    }
  }

  /** The paid orders that the gateway knows no captured charge for. */
  private int withoutCharge() throws NoAnswerException {
    for (OrderId order : List.copyOf(unmet)) {
      ChargeStanding standing = ChargeJudge.answered(gateway.find(order.toString()));
      if (standing == ChargeStanding.CAPTURED) {
        unmet.remove(order);
      } else {
        LOG.error("order {} is paid, its charge at the gateway is {}: look at it", order, standing);
      }
    }
    return unmet.size();
  }
}
