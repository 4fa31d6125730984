/** Where a sale is kept, and everything that depends on it, behind one port. */
@NullMarked
package flashsalelab.sale.backing;

import org.jspecify.annotations.NullMarked;
