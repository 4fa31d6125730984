package flashsalelab.contract;

/** The sold-out latch of two Javalin edges whose purchases wait in Redis Streams. */
final class JavalinQueuedLatchedContract extends LatchedContract {
  JavalinQueuedLatchedContract() {
    super("javalin", "queued");
  }
}
