package flashsalelab.payments;

import flashsalelab.payments.process.LongRunning;
import flashsalelab.payments.processor.ProcessorSettings;
import flashsalelab.payments.processor.RunningProcessor;

/** The process of the payment processor. */
public final class PaymentProcessor {
  private PaymentProcessor() {}

  /** Starts it; it is configured by environment variables. */
  public static void main(String[] arguments) {
    LongRunning.run(
        "processor",
        ProcessorSettings::read,
        settings -> {
          RunningProcessor running = RunningProcessor.start(settings);
          return new LongRunning.Started(
              "%s:%d".formatted(settings.host(), running.port()), running);
        });
  }
}
