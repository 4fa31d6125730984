package flashsalelab.sale.ledger;

import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.Order;
import java.time.Instant;

/**
 * An order as it is put back where it is decided.
 *
 * @param keyStands whether its idempotency key stands for it, and for no later order
 * @param decidedAt when its purchase was decided; of a queued one, when it was accepted
 * @param place the ledger entry it began with, which keeps queued orders in their order
 */
public record RestoredOrder(
    Order order,
    IdempotencyKey key,
    boolean keyStands,
    String receipt,
    Instant decidedAt,
    String place) {}
