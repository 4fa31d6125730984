package flashsalelab.balancer.upstream;

import org.jspecify.annotations.Nullable;

/** A place in the queue for a connection. Confined to the pool's event loop. */
public final class Ticket {
  private final WaitQueue queue;
  private final long since;
  private @Nullable ConnectionAsker asker;

  Ticket(WaitQueue queue, ConnectionAsker asker, long since) {
    this.queue = queue;
    this.asker = asker;
    this.since = since;
  }

  /** When it was drawn, on the event loop's clock in nanoseconds. */
  long since() {
    return since;
  }

  boolean isWaiting() {
    return asker != null;
  }

  /** Leaves the queue: the asker, if it still waited, is not called any more. */
  public void cancel() {
    if (asker != null) {
      asker = null;
      queue.left();
    }
  }

  /** Leaves the queue because it is the asker's turn; null if it has left before. */
  @Nullable ConnectionAsker call() {
    ConnectionAsker called = asker;
    cancel();
    return called;
  }
}
