package flashsalelab.web.live;

import java.util.Locale;

/** What somebody has subscribed to. */
enum Kind {
  /** The stream of a product's stock. */
  STOCK,
  /** The stream of an order. */
  ORDER,
  /** A request that waits until an order is decided. */
  WAIT;

  /** Its name in metrics. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
