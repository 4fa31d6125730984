package flashsalelab.sale.redis;

/** Redis has not been reached since the process started, so nothing was sent to it. */
public final class RedisAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RedisAwayException(RedisAddress address) {
    super("no connection to " + address + " yet", null, false, false);
  }
}
