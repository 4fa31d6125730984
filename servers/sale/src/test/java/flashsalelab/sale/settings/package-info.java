/** Tests of the package of this name. */
@NullMarked
package flashsalelab.sale.settings;

import org.jspecify.annotations.NullMarked;
