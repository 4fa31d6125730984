package flashsalelab.sale.stock;

import flashsalelab.sale.Sku;
import java.time.Duration;

/** The lock of a product's stock was not free in time; nothing was held. */
final class StockLockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StockLockException(Sku sku, Duration wait) {
    super(
        "the stock of %s stayed locked for %d ms".formatted(sku, wait.toMillis()),
        null,
        false,
        false);
  }
}
