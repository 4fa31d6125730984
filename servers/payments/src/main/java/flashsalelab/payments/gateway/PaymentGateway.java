package flashsalelab.payments.gateway;

import flashsalelab.sale.process.LongRunning;

/** The process of the simulated gateway. */
public final class PaymentGateway {
  private PaymentGateway() {}

  /** Starts it; it is configured by environment variables. */
  public static void main(String[] arguments) {
    LongRunning.run(
        "gateway",
        GatewaySettings::read,
        settings -> {
          RunningGateway running = RunningGateway.start(settings);
          return new LongRunning.Started(
              "%s:%d, control on %s:%d"
                  .formatted(
                      settings.host(), running.port(), settings.host(), running.controlPort()),
              running);
        });
  }
}
