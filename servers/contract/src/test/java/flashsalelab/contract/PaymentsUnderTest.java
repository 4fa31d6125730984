package flashsalelab.contract;

import java.time.Instant;

/** Where the payments to be made are kept: in Redis, or in the outbox of the permanent ledger. */
interface PaymentsUnderTest {

  /** Does what a processor does with a payment that it cannot make. */
  void giveUp(String sku, String order, Instant at, String reason);

  /** How many payments of a product wait to be made. */
  int waiting(String sku);

  /** Answers nobody until it is closed, or until it has been long enough for whoever asks. */
  Stall stall();

  /** A time in which nothing is answered. */
  interface Stall extends AutoCloseable {
    @Override
    void close();
  }
}
