package flashsalelab.sale.payment;

import flashsalelab.sale.OrderId;
import java.time.Instant;

/**
 * A payment that was given up.
 *
 * @param at when it was
 * @param reason why
 */
public record DeadLetter(OrderId order, Instant at, String reason) {}
