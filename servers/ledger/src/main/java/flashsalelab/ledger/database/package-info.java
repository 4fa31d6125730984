/** The connection to PostgreSQL: settings, threads, transactions, and what their failures mean. */
@NullMarked
package flashsalelab.ledger.database;

import org.jspecify.annotations.NullMarked;
