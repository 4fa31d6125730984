package flashsalelab.web.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All subscribers, spread evenly over the slots of a tick. A step visits one slot, so each is
 * visited once a tick, and never all of them at once.
 */
final class Ring {
  private final List<List<Subscriber>> slots;
  private int visited;
  private int filled;
  private @Nullable Queue<Subscriber> ending;
  private int endingShare;

  /**
   * @param slots steps in a tick
   */
  Ring(int slots) {
    this.slots =
        IntStream.range(0, slots).<List<Subscriber>>mapToObj(slot -> new ArrayList<>()).toList();
  }

  void add(Subscriber subscriber) {
    filled = (filled + 1) % slots.size();
    slots.get(filled).add(subscriber);
    if (ending != null) {
      subscriber.end();
    }
  }

  boolean isEmpty() {
    return slots.stream().allMatch(List::isEmpty);
  }

  /** Visits the next slot. */
  void step(long now) {
    endShare();
    visited = (visited + 1) % slots.size();
    List<Subscriber> slot = slots.get(visited);
    for (int i = slot.size() - 1; i >= 0; i--) {
      if (!slot.get(i).visit(now)) {
        Subscriber other = slot.removeLast();
        if (i < slot.size()) {
          slot.set(i, other);
        }
      }
    }
  }

  /** Ends all streams, a share of them in each of so many steps. */
  void end(int steps) {
    Queue<Subscriber> all = new ArrayDeque<>();
    slots.forEach(all::addAll);
    ending = all;
    endingShare = all.size() / Math.max(1, steps) + 1;
  }

  private void endShare() {
    Queue<Subscriber> left = ending;
    if (left != null) {
      for (int i = 0; i < endingShare && !left.isEmpty(); i++) {
        left.remove().end();
      }
    }
  }
}
