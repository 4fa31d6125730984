package flashsalelab.balancer.upstream;

import java.time.Duration;

/**
 * Limits of the connections to one upstream.
 *
 * @param maxConnections open and opening connections, at least 1
 * @param maxWaiting requests that may wait for a connection beyond those a connection is being
 *     opened for
 * @param waitTimeout how long one may wait
 * @param connectTimeout how long establishing a connection may take
 * @param idleTimeout how long an unused connection is kept; shorter than the upstream's own
 *     keep-alive time
 */
public record PoolSettings(
    int maxConnections,
    int maxWaiting,
    Duration waitTimeout,
    Duration connectTimeout,
    Duration idleTimeout) {

  /**
   * The part of these process-wide limits that one of {@code loops} event loops may use: the parts
   * add up.
   */
  public PoolSettings shareOf(int loop, int loops) {
    return new PoolSettings(
        share(maxConnections, loop, loops),
        share(maxWaiting, loop, loops),
        waitTimeout,
        connectTimeout,
        idleTimeout);
  }

  private static int share(int total, int loop, int loops) {
    return total / loops + (loop < total % loops ? 1 : 0);
  }
}
