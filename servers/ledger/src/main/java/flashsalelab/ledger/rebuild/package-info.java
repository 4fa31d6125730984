/** Redis made anew from the ledger. */
@NullMarked
package flashsalelab.ledger.rebuild;

import org.jspecify.annotations.NullMarked;
