package flashsalelab.sale.ledger;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An effective transition of an order.
 *
 * @param id the entry's place in the ledger of its product
 * @param quantity units
 * @param state the state that the order came to
 * @param amount what the units cost together, in minor units; told of queued and reserved orders, 0
 *     otherwise
 * @param heldUntil told of reserved orders
 * @param reason told of rejected orders
 * @param receipt what it takes to give the units back; empty if the order alone suffices
 */
public record LedgerEntry(
    String id,
    OrderId order,
    BuyerId buyer,
    IdempotencyKey key,
    int quantity,
    OrderState state,
    Instant at,
    long amount,
    @Nullable Instant heldUntil,
    @Nullable String reason,
    String receipt) {}
