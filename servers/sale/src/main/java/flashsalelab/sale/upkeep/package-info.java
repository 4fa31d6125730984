/** What keeps a sale in order while it runs: expiry of holds, and reconciliation after crashes. */
@NullMarked
package flashsalelab.sale.upkeep;

import org.jspecify.annotations.NullMarked;
