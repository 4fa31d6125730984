/** An edge as a process: its settings, its start and its graceful end. */
@NullMarked
package flashsalelab.web.edge;

import org.jspecify.annotations.NullMarked;
