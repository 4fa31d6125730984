package flashsalelab.balancer;

import flashsalelab.balancer.config.Listen;

/**
 * An address that was configured cannot be listened on, most often because another process holds
 * it.
 */
public final class CannotListen extends Exception {
  private static final long serialVersionUID = 1L;

  CannotListen(Listen wanted, Exception cause) {
    super(
        "%s=%d: cannot listen on %s (%s). Stop the process that holds it, or choose another %s."
            .formatted(
                wanted.variable(), wanted.port(), wanted, cause.getMessage(), wanted.variable()),
        cause);
  }
}
