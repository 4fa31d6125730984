/** How decided purchases come from Redis into the ledger: in batches, each effective once. */
@NullMarked
package flashsalelab.ledger.projection;

import org.jspecify.annotations.NullMarked;
