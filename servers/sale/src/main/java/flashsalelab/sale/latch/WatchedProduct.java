package flashsalelab.sale.latch;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.Sku;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process knows of a product that was sold out once, by its latest glance. May be used from
 * any thread; only one glance is under way at a time.
 */
final class WatchedProduct {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedProduct.class);
  private static final long AGE = SoldOutLatch.AGE.toNanos();
  private static final long INTERVAL = SoldOutLatch.INTERVAL.toNanos();

  private final Sku sku;
  private final Glances glances;
  private final LongSupplier nanos;
  private final AtomicBoolean glancing = new AtomicBoolean();
  private final Map<String, Long> notes = new ConcurrentHashMap<>();
  private volatile Standing standing;
  private volatile long attempted;

  /**
   * How the product stood.
   *
   * @param since when the glance began that told it (nanoseconds of the clock)
   * @param reserved the buyers of the first {@code known} reservations; grows with later glances
   * @param pending buyers whose purchase was being decided
   */
  private record Standing(
      boolean soldOut, long since, int known, Set<String> reserved, Set<String> pending) {}

  WatchedProduct(Sku sku, Glances glances, LongSupplier nanos) {
    this.sku = sku;
    this.glances = glances;
    this.nanos = nanos;
    this.attempted = nanos.getAsLong() - INTERVAL;
    this.standing = new Standing(false, attempted, 0, ConcurrentHashMap.newKeySet(), Set.of());
  }

  /** Whether this buyer can be told that the product is sold out, without asking. */
  boolean refuses(BuyerId buyer) {
    Standing now = standing;
    return now.soldOut()
        && nanos.getAsLong() - now.since() < AGE
        && !now.reserved().contains(buyer.value())
        && !now.pending().contains(buyer.value())
        && !notes.containsKey(buyer.value());
  }

  /** This buyer may have a purchase that the next glance to begin, and no earlier one, tells. */
  void note(BuyerId buyer) {
    notes.put(buyer.value(), nanos.getAsLong());
  }

  /** Takes a glance if it is time for one. */
  void glance() {
    if (nanos.getAsLong() - attempted >= INTERVAL && glancing.compareAndSet(false, true)) {
      take(standing.known());
    }
  }

  private void take(int known) {
    long begin = nanos.getAsLong();
    attempted = begin;
    glances
        .at(sku, known)
        .whenComplete((glance, failure) -> {
          if (failure != null) {
            LOG.debug("no glance at {}: {}", sku, failure.toString());
            glancing.set(false);
          } else {
            keep(glance, begin);
          }
        });
  }

  private void keep(Glance glance, long begin) {
    Standing before = standing;
    if (!glance.soldOut()) {
      standing = new Standing(false, begin, before.known(), before.reserved(), Set.of());
      finish(begin);
      return;
    }
    boolean goesOn = glance.from() == before.known();
    Set<String> reserved = goesOn ? before.reserved() : ConcurrentHashMap.newKeySet();
    reserved.addAll(glance.buyers());
    int known = glance.from() + glance.buyers().size();
    boolean all = known >= glance.reservations();
    standing = new Standing(all, begin, known, reserved, glance.pending());
    if (all) {
      finish(begin);
    } else {
      take(known);
    }
  }

  /** What was noted before this glance began is in what it told. */
  private void finish(long begin) {
    notes.values().removeIf(at -> at - begin < 0);
    glancing.set(false);
  }
}
