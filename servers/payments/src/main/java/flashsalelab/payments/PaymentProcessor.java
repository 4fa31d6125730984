package flashsalelab.payments;

import flashsalelab.ledger.LedgerBackings;
import flashsalelab.ledger.database.LedgerThreads;
import flashsalelab.payments.processor.ProcessorSettings;
import flashsalelab.payments.processor.RunningProcessor;
import flashsalelab.sale.process.LongRunning;

/** The process of the payment processor. */
public final class PaymentProcessor {
  private PaymentProcessor() {}

  /** Starts it; it is configured by environment variables. */
  public static void main(String[] arguments) {
    LongRunning.run(
        "processor",
        environment ->
            ProcessorSettings.read(environment, new LedgerBackings(LedgerThreads.VIRTUAL)),
        settings -> {
          RunningProcessor running = RunningProcessor.start(settings);
          return new LongRunning.Started(
              "%s:%d".formatted(settings.host(), running.port()), running);
        });
  }
}
