/**
 * The permanent ledger of the sale in PostgreSQL: what was decided outlives what decided it. The
 * processes of this room, and the one place where others meet it.
 */
@NullMarked
package flashsalelab.ledger;

import org.jspecify.annotations.NullMarked;
