package flashsalelab.sale.stock;

import flashsalelab.sale.Sku;
import java.time.Duration;

/** A product's stock could not be had for oneself; nothing was written. */
final class StockLockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private StockLockException(String message) {
    super(message, null, false, false);
  }

  static StockLockException waited(Sku sku, Duration wait) {
    return new StockLockException(
        "the stock lock of %s was not free within %d ms".formatted(sku, wait.toMillis()));
  }

  static StockLockException overtaken(Sku sku) {
    return new StockLockException(
        "the stock of %s changed again and again under its lock, or is gone".formatted(sku));
  }
}
