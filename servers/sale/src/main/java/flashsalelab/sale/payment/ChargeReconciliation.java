package flashsalelab.sale.payment;

import java.time.Instant;

/**
 * What a comparison of the gateway's ledger with the orders found, and did.
 *
 * @param at when it ended
 * @param by the process that made it
 * @param charges the gateway's charges that were looked at
 * @param confirmed orders that were reserved and charged, and are now paid
 * @param refunded charges without an order that is paid or may yet be, now paid back
 * @param unexplained what only a person can explain, such as a paid order without a charge
 */
public record ChargeReconciliation(
    Instant at, String by, int charges, int confirmed, int refunded, int unexplained) {}
