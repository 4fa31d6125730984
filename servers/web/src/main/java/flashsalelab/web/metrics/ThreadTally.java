package flashsalelab.web.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Which threads do an edge's work: shows whether an event loop is one and a virtual thread is one.
 */
public final class ThreadTally {
  private final Set<Long> platformThreads = ConcurrentHashMap.newKeySet();
  private final LongAdder platform = new LongAdder();
  private final LongAdder virtual = new LongAdder();

  /** Whoever remembered last: saves the set's look-up on an event loop. */
  private volatile long last = -1;

  /** The calling thread runs a handler. */
  public void handling() {
    if (Thread.currentThread().isVirtual()) {
      virtual.increment();
    } else {
      platform.increment();
      remember();
    }
  }

  /** The calling thread writes a response. */
  public void writing() {
    if (!Thread.currentThread().isVirtual()) {
      remember();
    }
  }

  /** The distinct platform threads that ever ran a handler or wrote a response. */
  int platformThreads() {
    return platformThreads.size();
  }

  /** Handlers run by platform threads. */
  long handledByPlatform() {
    return platform.sum();
  }

  /** Handlers run by virtual threads. */
  long handledByVirtual() {
    return virtual.sum();
  }

  private void remember() {
    long id = Thread.currentThread().threadId();
    if (last != id) {
      platformThreads.add(id);
      last = id;
    }
  }
}
