/** The queued request pattern: accepting purchases now and deciding them later, in their order. */
@NullMarked
package flashsalelab.sale.queue;

import org.jspecify.annotations.NullMarked;
