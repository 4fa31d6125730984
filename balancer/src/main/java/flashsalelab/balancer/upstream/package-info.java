/** The servers behind the balancer: their state, and the pooled connections to them. */
@NullMarked
package flashsalelab.balancer.upstream;

import org.jspecify.annotations.NullMarked;
