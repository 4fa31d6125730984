/** The stock guards there are, one class each, and the registry that knows them by name. */
@NullMarked
package flashsalelab.sale.stock;

import org.jspecify.annotations.NullMarked;
