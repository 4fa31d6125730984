/** Tests of the sale. */
@NullMarked
package flashsalelab.sale;

import org.jspecify.annotations.NullMarked;
