package flashsalelab.payments.processor;

import flashsalelab.payments.reconcile.ChargeReconciler;
import flashsalelab.sale.backing.BackingFailures;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reconciles charges from time to time, each time after the last one has ended. */
final class ReconcileClock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileClock.class);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Duration pause;
  private final ChargeReconciler reconciler;
  private final PaymentMetrics metrics;

  private ReconcileClock(Duration pause, ChargeReconciler reconciler, PaymentMetrics metrics) {
    this.pause = pause;
    this.reconciler = reconciler;
    this.metrics = metrics;
  }

  static ReconcileClock start(Duration pause, ChargeReconciler reconciler, PaymentMetrics metrics) {
    ReconcileClock clock = new ReconcileClock(pause, reconciler, metrics);
    Thread.ofVirtual().name("charges").start(clock::run);
    return clock;
  }

  private void run() {
    try {
      while (!ended.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        reconcile();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void reconcile() {
    try {
      reconciler.reconcile().ifPresent(metrics::reconciled);
    } catch (RuntimeException e) {
      if (BackingFailures.isAway(e)) {
        LOG.debug("the charges were not reconciled, the next time follows: {}", e.toString());
      } else {
        LOG.error("the charges could not be reconciled", e);
      }
    }
  }

  /** Begins no more; what is under way ends by itself. */
  @Override
  public void close() {
    ended.countDown();
  }
}
