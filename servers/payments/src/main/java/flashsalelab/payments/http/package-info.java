/** HTTP as both processes serve it: small JSON answers, problem+json. */
@NullMarked
package flashsalelab.payments.http;

import org.jspecify.annotations.NullMarked;
