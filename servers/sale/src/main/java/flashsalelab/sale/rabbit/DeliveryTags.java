package flashsalelab.sale.rabbit;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The tags of what a channel has delivered and not heard of since, oldest first. A channel is told
 * of many at once by the last of them, so one counts as over only when all before it are. Used by
 * one thread.
 */
final class DeliveryTags {
  private final ArrayDeque<Long> open = new ArrayDeque<>();
  private final Set<Long> over = new HashSet<>();

  /** Notes a delivery; tags rise. */
  void delivered(long tag) {
    open.add(tag);
  }

  /** Notes that a delivery is done with. */
  void done(long tag) {
    over.add(tag);
  }

  /** The last tag of which all up to it are done with, if there is one that was not told before. */
  OptionalLong newlyOver() {
    OptionalLong last = OptionalLong.empty();
    for (Long tag = open.peek(); tag != null && over.remove(tag); tag = open.peek()) {
      last = OptionalLong.of(tag);
      open.remove();
    }
    return last;
  }
}
