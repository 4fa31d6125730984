package flashsalelab.contract;

/** The contract of two Jetty edges whose purchases wait in Redis Streams. */
final class JettyQueuedInRedisContract extends QueuedContract {
  JettyQueuedInRedisContract() {
    super("jetty", "redis-streams", false);
  }
}
