/** Refusing buyers of a product that is sold out without asking the store each time. */
@NullMarked
package flashsalelab.sale.latch;

import org.jspecify.annotations.NullMarked;
