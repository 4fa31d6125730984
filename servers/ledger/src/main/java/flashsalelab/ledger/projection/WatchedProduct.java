package flashsalelab.ledger.projection;

import flashsalelab.sale.Sku;
import flashsalelab.sale.ledger.LedgerHead;
import flashsalelab.sale.ledger.LedgerPage;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A product that is projected: what this process knows of it, so that an idle one costs a glance at
 * Redis and none at the ledger. Used by one thread at a time.
 */
final class WatchedProduct {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedProduct.class);

  private final Sku sku;
  private final Projector projector;
  private Optional<LedgerHead> done = Optional.empty();
  private String position = LedgerPage.START;
  private volatile boolean forgotten;
  private volatile long lagMillis;

  WatchedProduct(Sku sku, Projector projector) {
    this.sku = sku;
    this.projector = projector;
  }

  /**
   * Reads on by a page, if there is anything new.
   *
   * @return what was done; empty if nothing was to be done
   */
  Optional<Projector.Step> read() {
    Optional<LedgerHead> head = projector.head(sku);
    head.ifPresent(this::lag);
    if (head.isPresent() && head.equals(done)) {
      return Optional.empty();
    }
    Projector.Step step = projector.step(sku);
    done = Optional.empty();
    switch (step) {
      case Projector.Step.Read read -> {
        position = read.position();
        lag(read.head());
        forgotten = false;
        done = head.filter(now -> now.newest().equals(position));
      }
      case Projector.Step.Forgotten(String known) -> tellForgotten(known);
      case Projector.Step.Taken taken -> lagMillis = 0;
      case Projector.Step.Nothing nothing -> lagMillis = 0;
    }
    return Optional.of(step);
  }

  private void lag(LedgerHead head) {
    long read =
        position.equals(LedgerPage.START)
            ? head.createdAt().toEpochMilli()
            : LedgerHead.millis(position);
    lagMillis =
        head.newest().equals(position) || head.newest().equals(LedgerPage.START)
            ? 0
            : Math.max(0, LedgerHead.millis(head.newest()) - read);
  }

  private void tellForgotten(String known) {
    if (!forgotten) {
      LOG.error(
          "Redis has lost what the ledger has of product {}, which was read up to {}: it is off sale until Redis is rebuilt from the ledger",
          sku,
          known);
    }
    forgotten = true;
  }

  /** By how much the newest entry that is read is older than the newest there is. */
  Duration lag() {
    return Duration.ofMillis(lagMillis);
  }

  /** Whether Redis has lost what the ledger has. */
  boolean isForgotten() {
    return forgotten;
  }
}
