/** The payments to be made, from the ledger: nothing is charged that is not in it. */
@NullMarked
package flashsalelab.ledger.outbox;

import org.jspecify.annotations.NullMarked;
