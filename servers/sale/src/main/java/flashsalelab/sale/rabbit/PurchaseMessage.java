package flashsalelab.sale.rabbit;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.InvalidValueException;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An accepted purchase as the body of a message: order id, buyer, key and quantity, each on a line
 * of its own. None of them can contain a line break.
 */
final class PurchaseMessage {
  private static final int LINES = 4;

  private PurchaseMessage() {}

  static byte[] of(PurchaseRequest request) {
    Purchase purchase = request.purchase();
    return String.join(
            "\n",
            request.order().toString(),
            purchase.buyer().value(),
            purchase.key().value(),
            Integer.toString(purchase.quantity()))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The purchase that a body is, or nothing if it is none. */
  static Optional<PurchaseRequest> read(byte[] body) {
    String[] lines = new String(body, StandardCharsets.US_ASCII).split("\n", -1);
    if (lines.length != LINES) {
      return Optional.empty();
    }
    try {
      OrderId order = OrderId.parse(lines[0]);
      return Optional.of(
          new PurchaseRequest(
              new Purchase(
                  order.sku(),
                  new BuyerId(lines[1]),
                  new IdempotencyKey(lines[2]),
                  Integer.parseInt(lines[3])),
              order));
    } catch (InvalidValueException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
