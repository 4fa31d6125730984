package flashsalelab.web.config;

import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.backing.BackingChoice;
import flashsalelab.sale.backing.Backings;
import flashsalelab.sale.redis.RedisSettings;
import flashsalelab.sale.settings.Secret;
import flashsalelab.sale.settings.SettingsReader;
import flashsalelab.sale.transport.PatternSettings;
import flashsalelab.sale.upkeep.UpkeepSettings;
import flashsalelab.web.live.LiveSettings;
import flashsalelab.web.protection.ProtectionSettings;
import java.time.Duration;
import java.util.List;

/**
 * What every edge is set to, read from environment variables.
 *
 * @param host {@code EDGE_HOST}: the address to listen on
 * @param port {@code EDGE_PORT}: the port to listen on; 0 takes a free one
 * @param instance {@code EDGE_INSTANCE}: the process's name in metrics
 * @param guard {@code SALE_GUARD}: the stock guard
 * @param backing where the sale is kept
 * @param pattern how purchases are answered
 * @param adminToken {@code ADMIN_TOKEN}: what admin calls carry, at least 8 characters
 * @param terms on which units are sold
 * @param upkeep how often the sale is put in order
 * @param limits what a request may use
 * @param protection how the edge protects itself from the crowd
 * @param live how live updates are made
 * @param shutdownGrace {@code SHUTDOWN_GRACE_MS}: how long connections may take to finish at the
 *     end
 * @param logFormat {@code LOG_FORMAT}: read by the logging itself
 * @param logLevel {@code LOG_LEVEL}: read by the logging itself
 */
public record EdgeSettings(
    String host,
    int port,
    String instance,
    String guard,
    Backings.Opener backing,
    PatternSettings pattern,
    Secret adminToken,
    SaleTerms terms,
    UpkeepSettings upkeep,
    Limits limits,
    ProtectionSettings protection,
    LiveSettings live,
    Duration shutdownGrace,
    RedisSettings redis,
    String logFormat,
    String logLevel) {

  /**
   * What a request may use.
   *
   * @param bodyBytes {@code MAX_BODY_BYTES}: the longest body
   * @param headerBytes {@code MAX_HEADER_BYTES}: the longest request head
   * @param inFlight {@code MAX_IN_FLIGHT}: purchases under way at once; more are refused
   * @param connections {@code MAX_CONNECTIONS}: open connections; more wait to be accepted
   * @param backlog {@code ACCEPT_BACKLOG}: connections that may wait to be accepted
   * @param silence {@code REQUEST_TIMEOUT_MS}: how long a connection may be silent, also in the
   *     middle of a request
   * @param receiving {@code RECEIVE_TIMEOUT_MS}: how long a request may take to arrive whole
   * @param retryAfter {@code RETRY_AFTER_SECONDS}: what a refused client is told to wait
   */
  public record Limits(
      int bodyBytes,
      int headerBytes,
      int inFlight,
      int connections,
      int backlog,
      Duration silence,
      Duration receiving,
      Duration retryAfter) {

    private static Limits read(SettingsReader environment) {
      return new Limits(
          environment.integer("MAX_BODY_BYTES", 16_384, 64, 10_485_760),
          environment.integer("MAX_HEADER_BYTES", 8_192, 1_024, 65_536),
          environment.integer("MAX_IN_FLIGHT", 20_000, 1, 1_000_000),
          environment.integer("MAX_CONNECTIONS", 16_384, 1, 1_000_000),
          environment.integer("ACCEPT_BACKLOG", 4_096, 1, 65_535),
          environment.millis("REQUEST_TIMEOUT_MS", 30_000, 100, 600_000),
          environment.millis("RECEIVE_TIMEOUT_MS", 15_000, 100, 600_000),
          Duration.ofSeconds(environment.integer("RETRY_AFTER_SECONDS", 1, 1, 3_600)));
    }
  }

  /**
   * Reads the variables.
   *
   * @param backings where sales can be kept
   */
  public static EdgeSettings read(SettingsReader environment, Backings backings) {
    RedisSettings redis = RedisSettings.read(environment);
    String guard = environment.choice("SALE_GUARD", backings.defaultGuard(), backings.guards());
    Backings.Opener backing = backings.read(environment);
    PatternSettings pattern = PatternSettings.read(environment);
    environment.require(
        !pattern.isQueued() || backing.queues(guard),
        "SALE_PATTERN must be sync with SALE_GUARD=%s, not \"%s\": it decides at once"
            .formatted(guard, pattern.pattern()));
    Limits limits = Limits.read(environment);
    return new EdgeSettings(
        environment.text("EDGE_HOST", "127.0.0.1"),
        environment.integer("EDGE_PORT", 8081, 0, 65_535),
        environment.text("EDGE_INSTANCE", "edge-1"),
        guard,
        backing,
        pattern,
        environment.secret("ADMIN_TOKEN", 8),
        SaleTerms.read(environment),
        UpkeepSettings.read(environment, redis),
        limits,
        ProtectionSettings.read(environment),
        LiveSettings.read(environment, limits.silence()),
        environment.millis("SHUTDOWN_GRACE_MS", 5_000, 0, 300_000),
        redis,
        environment.choice("LOG_FORMAT", "text", List.of("text", "json")),
        environment.choice(
            "LOG_LEVEL", "INFO", List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE")));
  }

  /** What it shares with all processes of the sale. */
  public BackingChoice choice() {
    return new BackingChoice(guard, terms, redis);
  }
}
