/** The ledger of a product as it is read on, entry by entry. */
@NullMarked
package flashsalelab.sale.ledger;

import org.jspecify.annotations.NullMarked;
