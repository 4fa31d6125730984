package flashsalelab.contract;

/** The contract of two Javalin edges whose purchases wait in Redis Streams. */
final class JavalinQueuedInRedisContract extends QueuedContract {
  JavalinQueuedInRedisContract() {
    super("javalin", "redis-streams", false);
  }
}
