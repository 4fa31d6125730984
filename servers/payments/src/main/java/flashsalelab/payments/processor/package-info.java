/** Works off the payments to be made: fence, charge, confirm, release, refund. */
@NullMarked
package flashsalelab.payments.processor;

import org.jspecify.annotations.NullMarked;
