/** Tests of the package of this name. */
@NullMarked
package flashsalelab.sale.redis;

import org.jspecify.annotations.NullMarked;
