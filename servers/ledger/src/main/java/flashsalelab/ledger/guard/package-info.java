/**
 * A sale on PostgreSQL alone: the database's own stock guards, and everything around them. All that
 * a decision changes is changed in one transaction, so nothing can be left half done.
 */
@NullMarked
package flashsalelab.ledger.guard;

import org.jspecify.annotations.NullMarked;
