package flashsalelab.ledger.projection;

import java.time.Instant;

/** The order that an idempotency key stands for. */
record KeyOwner(String order, Instant madeAt) {

  /** The name of a key: it belongs to its buyer. */
  record Key(String buyer, String key) {}
}
