package flashsalelab.web.live;

import flashsalelab.sale.settings.SettingsReader;
import java.time.Duration;

/**
 * How live updates are made.
 *
 * @param stockPoll {@code STOCK_POLL_MS}: between two looks at a product that somebody follows
 * @param stockTick {@code STOCK_TICK_MS}: a subscriber is sent at most one stock event in this
 *     time, beside the one at its start; a quarter of the silence that a connection is allowed, if
 *     that is shorter
 * @param orderTick {@code ORDER_TICK_MS}: between two looks at the changes of orders
 * @param heartbeat {@code HEARTBEAT_SECONDS}: the longest a stream is silent; half of that allowed
 *     silence, if that is shorter
 * @param subscribers {@code MAX_SUBSCRIBERS}: streams and waiting requests at once; more are
 *     refused
 * @param longestWait {@code LONGEST_WAIT_SECONDS}: how long a request may ask to wait
 */
public record LiveSettings(
    Duration stockPoll,
    Duration stockTick,
    Duration orderTick,
    Duration heartbeat,
    int subscribers,
    Duration longestWait) {

  /**
   * Reads the variables.
   *
   * @param silence how long a connection may be silent
   */
  public static LiveSettings read(SettingsReader environment, Duration silence) {
    return new LiveSettings(
        environment.millis("STOCK_POLL_MS", 100, 10, 60_000),
        shorter(environment.millis("STOCK_TICK_MS", 700, 10, 60_000), silence.dividedBy(4)),
        environment.millis("ORDER_TICK_MS", 25, 5, 60_000),
        shorter(
            Duration.ofSeconds(environment.integer("HEARTBEAT_SECONDS", 15, 1, 300)),
            silence.dividedBy(2)),
        environment.integer("MAX_SUBSCRIBERS", 20_000, 0, 1_000_000),
        Duration.ofSeconds(environment.integer("LONGEST_WAIT_SECONDS", 25, 0, 600)));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
