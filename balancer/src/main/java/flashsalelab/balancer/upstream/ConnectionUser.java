package flashsalelab.balancer.upstream;

import org.jspecify.annotations.Nullable;

/**
 * Someone who holds a connection and hears what happens on it. Called on the connection's event
 * loop.
 */
public interface ConnectionUser {
  /** A decoded message arrived; the receiver releases it. */
  void received(Object message);

  /**
   * Everything that was readable has been handed over: the time to flush, and to release the
   * connection.
   */
  void receivedAll();

  /** The connection's {@code channel().isWritable()} changed. */
  void upstreamWritabilityChanged();

  /** The connection is gone; it must not be released or closed any more. */
  void connectionLost(@Nullable Throwable cause);
}
