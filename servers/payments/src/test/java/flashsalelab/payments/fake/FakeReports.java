package flashsalelab.payments.fake;

import static java.util.concurrent.CompletableFuture.completedFuture;

import flashsalelab.sale.payment.ChargeReconciliation;
import flashsalelab.sale.payment.ChargeReports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Keeps every report. */
public final class FakeReports implements ChargeReports {
  private final List<ChargeReconciliation> saved = new ArrayList<>();

  /** All that were saved, the oldest first. */
  public List<ChargeReconciliation> saved() {
    return saved;
  }

  @Override
  public CompletionStage<Void> save(ChargeReconciliation report) {
    saved.add(report);
    return completedFuture(null);
  }

  @Override
  public CompletionStage<Optional<ChargeReconciliation>> last() {
    return completedFuture(saved.isEmpty() ? Optional.empty() : Optional.of(saved.getLast()));
  }
}
