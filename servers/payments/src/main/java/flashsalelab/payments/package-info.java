/** Payments: the processor of what is reserved, and a simulated gateway to talk to. */
@NullMarked
package flashsalelab.payments;

import org.jspecify.annotations.NullMarked;
