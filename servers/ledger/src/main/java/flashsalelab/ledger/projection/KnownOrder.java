package flashsalelab.ledger.projection;

import flashsalelab.sale.OrderState;

/**
 * An order that the ledger has, as far as its next transition needs it.
 *
 * @param quantity units
 * @param amount in minor units
 * @param changes how many transitions are on record
 */
record KnownOrder(OrderState state, int quantity, long amount, int changes) {}
