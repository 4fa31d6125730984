/** Orders as the ledger remembers them. */
@NullMarked
package flashsalelab.ledger.orders;

import org.jspecify.annotations.NullMarked;
