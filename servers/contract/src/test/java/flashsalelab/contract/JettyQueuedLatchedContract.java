package flashsalelab.contract;

/** The sold-out latch of two Jetty edges whose purchases wait in Redis Streams. */
final class JettyQueuedLatchedContract extends LatchedContract {
  JettyQueuedLatchedContract() {
    super("jetty", "queued");
  }
}
