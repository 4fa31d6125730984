/** What the balancer is told: one record, read once from environment variables. */
@NullMarked
package flashsalelab.balancer.config;

import org.jspecify.annotations.NullMarked;
