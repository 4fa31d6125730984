package flashsalelab.jmeter;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slots that are idle, the one that worked last on top: a low rate keeps using the same few
 * connections, and no more are opened than are needed at once. Thread-safe.
 */
final class SlotPool {
  private final List<Slot> slots = new ArrayList<>();
  private final Deque<Slot> idle = new ArrayDeque<>();

  SlotPool(int size) {
    for (int i = 0; i < size; i++) {
      slots.add(new Slot(this));
    }
  }

  /** All slots, idle or not. */
  List<Slot> slots() {
    return List.copyOf(slots);
  }

  synchronized void push(Slot slot) {
    idle.push(slot);
    if (idle.size() == slots.size()) {
      notifyAll();
    }
  }

  /** The idle slot that worked last, or null if none is idle. */
  synchronized @Nullable Slot pop() {
    return idle.poll();
  }

  /**
   * Waits until every slot is idle.
   *
   * @return whether they are, before the time was over
   */
  synchronized boolean awaitAllIdle(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (idle.size() < slots.size()) {
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
