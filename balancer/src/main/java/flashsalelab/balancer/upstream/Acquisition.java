package flashsalelab.balancer.upstream;

/**
 * What came of asking a pool for a connection. In every outcome but the first, nothing was sent to
 * the upstream.
 */
public sealed interface Acquisition {
  /** A connection that is now the asker's own until it is released or closed. */
  record Connected(UpstreamConnection connection) implements Acquisition {}

  /** No connection could be established. */
  record ConnectFailed(FailureReason reason, String detail) implements Acquisition {}

  /** All connections are in use and {@code waiting} requests wait already. */
  record QueueFull(int waiting) implements Acquisition {}

  /** No connection became free within {@code millis}. */
  record WaitTimedOut(long millis) implements Acquisition {}
}
