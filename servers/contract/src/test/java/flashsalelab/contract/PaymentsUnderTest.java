package flashsalelab.contract;

import java.time.Instant;

/** Where the payments to be made are kept: in Redis, or in the outbox of the permanent ledger. */
interface PaymentsUnderTest {

  /** Does what a processor does with a payment that it cannot make. */
  void giveUp(String sku, String order, Instant at, String reason);

  /** How many payments of a product wait to be made. */
  int waiting(String sku);

  /** Answers nobody while something is done, or until that was long enough for whoever asks. */
  void stalled(Runnable meanwhile);
}
