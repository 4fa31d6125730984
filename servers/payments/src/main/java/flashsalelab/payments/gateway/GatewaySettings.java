package flashsalelab.payments.gateway;

import flashsalelab.sale.settings.SettingsReader;
import java.time.Duration;
import java.util.List;

/**
 * What the simulated gateway is set to.
 *
 * @param host {@code GATEWAY_HOST}: the address to listen on
 * @param port {@code GATEWAY_PORT}: the payment port; 0 takes a free one
 * @param controlPort {@code GATEWAY_CONTROL_PORT}: the port of ledger and behaviour, which works
 *     while the gateway is down; 0 takes a free one
 * @param ledger {@code GATEWAY_LEDGER}: the file that the ledger is kept in; empty: in memory only
 * @param charges {@code GATEWAY_CHARGES}: the most charges it keeps; further ones are refused
 * @param seed {@code GATEWAY_SEED}: what chance begins with
 * @param behaviour how it behaves at first, each member by a variable: {@code GATEWAY_LATENCY_MS},
 *     {@code GATEWAY_JITTER_MS}, {@code GATEWAY_DECLINED}, {@code GATEWAY_FAILING}, {@code
 *     GATEWAY_TIMING_OUT}, {@code GATEWAY_HELD_MS}, {@code GATEWAY_TWICE}
 * @param shutdownGrace {@code SHUTDOWN_GRACE_MS}: how long requests may take to finish at the end
 */
record GatewaySettings(
    String host,
    int port,
    int controlPort,
    String ledger,
    int charges,
    int seed,
    Behaviour behaviour,
    Duration shutdownGrace,
    String logFormat,
    String logLevel) {

  static GatewaySettings read(SettingsReader environment) {
    return new GatewaySettings(
        environment.text("GATEWAY_HOST", "127.0.0.1"),
        environment.integer("GATEWAY_PORT", 8090, 0, 65_535),
        environment.integer("GATEWAY_CONTROL_PORT", 8091, 0, 65_535),
        environment.text("GATEWAY_LEDGER", ""),
        environment.integer("GATEWAY_CHARGES", 1_000_000, 1, 100_000_000),
        environment.integer("GATEWAY_SEED", 1, Integer.MIN_VALUE, Integer.MAX_VALUE),
        new Behaviour(
            environment.integer("GATEWAY_LATENCY_MS", 0, 0, 600_000),
            environment.integer("GATEWAY_JITTER_MS", 0, 0, 600_000),
            share(environment, "GATEWAY_DECLINED"),
            share(environment, "GATEWAY_FAILING"),
            share(environment, "GATEWAY_TIMING_OUT"),
            environment.integer("GATEWAY_HELD_MS", 5_000, 0, 600_000),
            share(environment, "GATEWAY_TWICE"),
            false),
        environment.millis("SHUTDOWN_GRACE_MS", 5_000, 0, 300_000),
        environment.choice("LOG_FORMAT", "text", List.of("text", "json")),
        environment.choice(
            "LOG_LEVEL", "INFO", List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE")));
  }

  private static double share(SettingsReader environment, String name) {
    return environment.parsed(
        name,
        0.0,
        text -> {
          if (!text.matches("0|1|[01]?\\.[0-9]{1,6}") || Double.parseDouble(text) > 1) {
            throw new IllegalArgumentException("must be a share from 0 to 1, such as 0.05");
          }
          return Double.parseDouble(text);
        });
  }
}
