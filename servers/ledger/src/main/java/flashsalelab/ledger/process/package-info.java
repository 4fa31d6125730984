/** The projector as a process: its port for health and metrics, its start and its end. */
@NullMarked
package flashsalelab.ledger.process;

import org.jspecify.annotations.NullMarked;
