/** Which upstream gets a request: the balancing algorithms and their register. */
@NullMarked
package flashsalelab.balancer.selection;

import org.jspecify.annotations.NullMarked;
