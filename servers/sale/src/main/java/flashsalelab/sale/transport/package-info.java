/** Which request pattern a process has, and the transports that the queued one can use. */
@NullMarked
package flashsalelab.sale.transport;

import org.jspecify.annotations.NullMarked;
