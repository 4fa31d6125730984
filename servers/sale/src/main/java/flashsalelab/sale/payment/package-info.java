/** The queue of payments to be made, and what was given up. */
@NullMarked
package flashsalelab.sale.payment;

import org.jspecify.annotations.NullMarked;
