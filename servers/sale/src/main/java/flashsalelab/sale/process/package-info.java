/** The life of a process: settings, start, a graceful end; and how it logs. */
@NullMarked
package flashsalelab.sale.process;

import org.jspecify.annotations.NullMarked;
