/** The payment gateway as this side sees it: asked over HTTP, with limits to its failures. */
@NullMarked
package flashsalelab.payments.client;

import org.jspecify.annotations.NullMarked;
