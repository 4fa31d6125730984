/** The matrix of guarantees: each guard against each failure, as it really comes out. */
@NullMarked
package flashsalelab.sale.guarantees;

import org.jspecify.annotations.NullMarked;
