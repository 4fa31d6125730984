/**
 * Proves or disproves, from the ledgers and the clients' own history, that the sale kept its
 * promises.
 */
@NullMarked
package flashsalelab.lab.audit;

import org.jspecify.annotations.NullMarked;
