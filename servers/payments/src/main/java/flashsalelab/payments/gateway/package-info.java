/** A simulated payment gateway that fails as it is told to, and keeps a ledger. */
@NullMarked
package flashsalelab.payments.gateway;

import org.jspecify.annotations.NullMarked;
