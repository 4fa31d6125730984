/** The life of a process: settings, start, a graceful end. */
@NullMarked
package flashsalelab.payments.process;

import org.jspecify.annotations.NullMarked;
