package flashsalelab.web.live;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The places for subscribers: so many and no more. Thread-safe, never blocks. */
final class Places {
  private final int most;
  private final AtomicInteger taken = new AtomicInteger();
  private final Map<Kind, AtomicInteger> byKind = new EnumMap<>(Kind.class);

  Places(int most) {
    this.most = most;
    for (Kind kind : Kind.values()) {
      byKind.put(kind, new AtomicInteger());
    }
  }

  /** Takes a place, if there is one. */
  boolean take(Kind kind) {
    if (taken.incrementAndGet() > most) {
      taken.decrementAndGet();
      return false;
    }
    of(kind).incrementAndGet();
    return true;
  }

  /** Gives a place back. */
  void free(Kind kind) {
    of(kind).decrementAndGet();
    taken.decrementAndGet();
  }

  /** Those taken by subscribers of a kind. */
  int taken(Kind kind) {
    return of(kind).get();
  }

  private AtomicInteger of(Kind kind) {
    AtomicInteger count = byKind.get(kind);
    if (count == null) {
      throw new IllegalStateException("no places are kept for " + kind);
    }
    return count;
  }
}
