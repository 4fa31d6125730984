package flashsalelab.ledger.projection;

import flashsalelab.ledger.database.LedgerSettings;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.redis.RedisSettings;
import flashsalelab.sale.settings.SettingsReader;
import java.time.Duration;
import java.util.List;

/**
 * What a projector's process is set to.
 *
 * @param host {@code PROJECTOR_HOST}: the address to listen on
 * @param port {@code PROJECTOR_PORT}: the port of health and metrics; 0 takes a free one
 * @param workers {@code PROJECTOR_WORKERS}: how many products are read at once, each over a
 *     connection
 * @param page {@code PROJECTOR_PAGE}: how many entries are written at once, at most
 * @param poll {@code PROJECTOR_POLL_MS}: the wait before a product without news is looked at again
 * @param logFormat {@code LOG_FORMAT}: read by the logging itself
 * @param logLevel {@code LOG_LEVEL}: read by the logging itself
 */
public record ProjectorSettings(
    String host,
    int port,
    int workers,
    int page,
    Duration poll,
    SaleTerms terms,
    LedgerSettings ledger,
    RedisSettings redis,
    String logFormat,
    String logLevel) {

  /** Reads the variables. */
  public static ProjectorSettings read(SettingsReader environment) {
    ProjectorSettings settings =
        new ProjectorSettings(
            environment.text("PROJECTOR_HOST", "127.0.0.1"),
            environment.integer("PROJECTOR_PORT", 8086, 0, 65_535),
            environment.integer("PROJECTOR_WORKERS", 2, 1, 64),
            environment.integer("PROJECTOR_PAGE", 2_000, 1, 100_000),
            environment.millis("PROJECTOR_POLL_MS", 20, 1, 60_000),
            SaleTerms.read(environment),
            LedgerSettings.read(environment),
            RedisSettings.read(environment),
            environment.choice("LOG_FORMAT", "text", List.of("text", "json")),
            environment.choice(
                "LOG_LEVEL", "INFO", List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE")));
    environment.require(
        settings.workers() <= settings.ledger().connections(),
        "PROJECTOR_WORKERS must be at most LEDGER_CONNECTIONS=%d, not \"%d\": each reads in a transaction of its own"
            .formatted(settings.ledger().connections(), settings.workers()));
    return settings;
  }
}
