package flashsalelab.payments.processor;

import flashsalelab.payments.client.ClientSettings;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.backing.BackingChoice;
import flashsalelab.sale.backing.Backings;
import flashsalelab.sale.redis.RedisSettings;
import flashsalelab.sale.settings.InvalidSettingsException;
import flashsalelab.sale.settings.SettingsReader;
import flashsalelab.sale.upkeep.UpkeepSettings;
import java.time.Duration;
import java.util.List;

/**
 * What a payment processor is set to.
 *
 * @param name {@code PROCESSOR_NAME}: its name in the queue and in metrics, unlike any other's
 * @param host {@code PROCESSOR_HOST}: the address to listen on
 * @param port {@code PROCESSOR_PORT}: the port of health and metrics; 0 takes a free one
 * @param guard {@code SALE_GUARD}: the stock guard
 * @param backing where the sale is kept
 * @param queue how payments are taken
 * @param shutdownGrace {@code SHUTDOWN_GRACE_MS}: how long payments under way may take at the end
 * @param logFormat {@code LOG_FORMAT}: read by the logging itself
 * @param logLevel {@code LOG_LEVEL}: read by the logging itself
 */
public record ProcessorSettings(
    String name,
    String host,
    int port,
    String guard,
    Backings.Opener backing,
    SaleTerms terms,
    Queue queue,
    ClientSettings gateway,
    UpkeepSettings upkeep,
    Duration shutdownGrace,
    RedisSettings redis,
    String logFormat,
    String logLevel) {
  /** A payment's calls to the gateway at most: is it charged, charge it, give it back. */
  private static final int GATEWAY_CALLS = 3;

  /** A payment's calls to Redis at most: find, fence, pay, expire (three), refund, take out. */
  private static final int REDIS_CALLS = 8;

  /**
   * How payments are taken from the queue.
   *
   * @param concurrency {@code PAYMENT_CONCURRENCY}: payments under way at once
   * @param poll {@code PAYMENT_POLL_MS}: the wait before an empty queue is asked again
   * @param claim {@code PAYMENT_CLAIM_MS}: the silence after which a payment is taken over from a
   *     processor that is taken for gone; longer than the longest attempt at a payment
   * @param deliveries {@code PAYMENT_DELIVERIES}: how often a payment is begun before it is given
   *     up
   */
  public record Queue(int concurrency, Duration poll, Duration claim, int deliveries) {}

  /**
   * Reads the variables.
   *
   * @param backings where sales can be kept
   * @throws InvalidSettingsException if a payment under way could be taken over
   */
  public static ProcessorSettings read(SettingsReader environment, Backings backings) {
    RedisSettings redis = RedisSettings.read(environment);
    ProcessorSettings settings =
        new ProcessorSettings(
            environment.text("PROCESSOR_NAME", "processor-1"),
            environment.text("PROCESSOR_HOST", "127.0.0.1"),
            environment.integer("PROCESSOR_PORT", 8085, 0, 65_535),
            environment.choice("SALE_GUARD", backings.defaultGuard(), backings.guards()),
            backings.read(environment),
            SaleTerms.read(environment),
            new Queue(
                environment.integer("PAYMENT_CONCURRENCY", 64, 1, 10_000),
                environment.millis("PAYMENT_POLL_MS", 50, 1, 60_000),
                environment.millis("PAYMENT_CLAIM_MS", 60_000, 10, 3_600_000),
                environment.integer("PAYMENT_DELIVERIES", 5, 1, 1_000)),
            ClientSettings.read(environment),
            UpkeepSettings.read(environment, redis),
            environment.millis("SHUTDOWN_GRACE_MS", 5_000, 0, 300_000),
            redis,
            environment.choice("LOG_FORMAT", "text", List.of("text", "json")),
            environment.choice(
                "LOG_LEVEL", "INFO", List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE")));
    return environment.finish(() -> requireLongClaim(settings));
  }

  private static ProcessorSettings requireLongClaim(ProcessorSettings settings) {
    Duration longest = settings.longestAttempt();
    if (settings.queue().claim().compareTo(longest) <= 0) {
      throw new InvalidSettingsException(
          List.of(
              "PAYMENT_CLAIM_MS must be more than %d, not \"%d\": an attempt at a payment may take so long with these time limits and retries of GATEWAY_ and REDIS_"
                  .formatted(longest.toMillis(), settings.queue().claim().toMillis())));
    }
    return settings;
  }

  /** What it shares with all processes of the sale. */
  BackingChoice choice() {
    return new BackingChoice(guard, terms, redis);
  }

  /** The longest that an attempt at a payment takes. */
  Duration longestAttempt() {
    return gateway
        .longestCall()
        .multipliedBy(GATEWAY_CALLS)
        .plus(redis.longestCall().multipliedBy(REDIS_CALLS));
  }
}
