/** Tests of the package of this name. */
@NullMarked
package flashsalelab.sale.stock;

import org.jspecify.annotations.NullMarked;
