package flashsalelab.payments.gateway;

import java.util.List;
import java.util.Optional;

/**
 * What a ledger writes down while it works, so that it can be made again. Used by one at a time.
 */
interface LedgerJournal extends AutoCloseable {

  /**
   * What was written so far.
   *
   * @param ledger the ledger's id; empty if nothing was written yet
   * @param charges as they stand, in order
   */
  record Told(Optional<String> ledger, List<Charge> charges) {}

  Told told();

  void began(String ledger);

  void decided(Charge charge);

  void askedAgain(long number);

  void refunded(long number);

  @Override
  void close();

  /** Writes nothing: the ledger ends with its process. */
  LedgerJournal NONE =
      new LedgerJournal() {
        @Override
        public Told told() {
          return new Told(Optional.empty(), List.of());
        }

        @Override
        public void began(String ledger) {}

        @Override
        public void decided(Charge charge) {}

        @Override
        public void askedAgain(long number) {}

        @Override
        public void refunded(long number) {}

        @Override
        public void close() {}
      };
}
