package flashsalelab.sale.payment;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The latest comparison of the gateway's ledger with the orders, for whoever asks. */
public interface ChargeReports {

  /** Keeps a report in place of the last one. */
  CompletionStage<Void> save(ChargeReconciliation report);

  /** The last report; empty if no payment processor has made one. */
  CompletionStage<Optional<ChargeReconciliation>> last();
}
