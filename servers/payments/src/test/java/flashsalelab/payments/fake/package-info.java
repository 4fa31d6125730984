/** Orders, queue and gateway in memory, which can be stopped at every step. */
@NullMarked
package flashsalelab.payments.fake;

import org.jspecify.annotations.NullMarked;
