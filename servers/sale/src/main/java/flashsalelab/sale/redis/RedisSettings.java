package flashsalelab.sale.redis;

import flashsalelab.sale.settings.SettingsReader;
import java.time.Duration;

/**
 * How a process talks to Redis.
 *
 * @param address {@code REDIS_URL}
 * @param connections {@code REDIS_CONNECTIONS}, to each server: below ten, commands share
 *     connections (they are pipelined); from ten on a command has a connection to itself until its
 *     reply
 * @param eventLoops {@code REDIS_EVENT_LOOPS}: threads that read and write the connections
 * @param timeout {@code REDIS_TIMEOUT_MS}: the longest wait for a connection, and then for a reply
 * @param retries {@code REDIS_RETRIES}: how often an idempotent script is sent again
 * @param retryDelay {@code REDIS_RETRY_DELAY_MS}: the wait before it is sent again
 * @param reconnectDelay {@code REDIS_RECONNECT_DELAY_MS}: the wait between attempts to connect
 * @param scanInterval {@code REDIS_SCAN_INTERVAL_MS}: in a cluster, the time between two looks at
 *     which node serves what; a command that comes to the wrong one is sent on meanwhile
 */
public record RedisSettings(
    RedisAddress address,
    int connections,
    int eventLoops,
    Duration timeout,
    int retries,
    Duration retryDelay,
    Duration reconnectDelay,
    Duration scanInterval) {
  private static final RedisAddress LOCAL = RedisAddress.parse("redis://127.0.0.1:6379");

  /** Reads the variables that begin with {@code REDIS_}. */
  public static RedisSettings read(SettingsReader environment) {
    return new RedisSettings(
        environment.parsed("REDIS_URL", LOCAL, RedisAddress::parse),
        environment.integer("REDIS_CONNECTIONS", 2, 1, 1_000),
        environment.integer("REDIS_EVENT_LOOPS", 1, 1, 64),
        environment.millis("REDIS_TIMEOUT_MS", 1_000, 10, 60_000),
        environment.integer("REDIS_RETRIES", 1, 0, 10),
        environment.millis("REDIS_RETRY_DELAY_MS", 200, 10, 60_000),
        environment.millis("REDIS_RECONNECT_DELAY_MS", 250, 10, 60_000),
        environment.millis("REDIS_SCAN_INTERVAL_MS", 1_000, 100, 60_000));
  }

  /** The longest that a command with all its retries takes, until it is known to have failed. */
  public Duration longestCall() {
    return timeout.multipliedBy(2L * (retries + 1)).plus(retryDelay.multipliedBy(retries));
  }
}
