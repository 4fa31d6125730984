package flashsalelab.payments.client;

import flashsalelab.sale.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;

/**
 * How the gateway is asked.
 *
 * @param url {@code GATEWAY_URL}
 * @param timeout {@code GATEWAY_TIMEOUT_MS}: the longest wait for an answer
 * @param retries {@code GATEWAY_RETRIES}: how often it is asked again after no answer
 * @param retryDelay {@code GATEWAY_RETRY_DELAY_MS}: the mean wait before the first retry; it
 *     doubles with each, and is spread by half to either side
 * @param circuitCalls {@code GATEWAY_CIRCUIT_CALLS}: if half of so many calls fail, the gateway is
 *     left alone
 * @param circuitPause {@code GATEWAY_CIRCUIT_PAUSE_MS}: for how long, before it is tried again
 */
public record ClientSettings(
    URI url,
    Duration timeout,
    int retries,
    Duration retryDelay,
    int circuitCalls,
    Duration circuitPause) {
  private static final URI LOCAL = URI.create("http://127.0.0.1:8090");

  /** Reads the variables. */
  public static ClientSettings read(SettingsReader environment) {
    return new ClientSettings(
        environment.parsed("GATEWAY_URL", LOCAL, ClientSettings::address),
        environment.millis("GATEWAY_TIMEOUT_MS", 1_000, 10, 60_000),
        environment.integer("GATEWAY_RETRIES", 2, 0, 10),
        environment.millis("GATEWAY_RETRY_DELAY_MS", 100, 10, 10_000),
        environment.integer("GATEWAY_CIRCUIT_CALLS", 20, 2, 10_000),
        environment.millis("GATEWAY_CIRCUIT_PAUSE_MS", 1_000, 10, 600_000));
  }

  private static URI address(String text) {
    if (!text.matches("https?://[A-Za-z0-9.\\-]+(:[0-9]{1,5})?/?")) {
      throw new IllegalArgumentException("must be an address such as http://127.0.0.1:8090");
    }
    return URI.create(text);
  }

  /** The longest that one call with all its retries takes. */
  public Duration longestCall() {
    return timeout.multipliedBy(retries + 1L).plus(new RetryPauses(retryDelay).longest(retries));
  }
}
