/** Compares the gateway's ledger with the orders and mends what a crash has left. */
@NullMarked
package flashsalelab.payments.reconcile;

import org.jspecify.annotations.NullMarked;
