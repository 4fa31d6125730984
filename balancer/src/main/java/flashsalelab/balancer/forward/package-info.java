/** Carrying a request to an upstream and its response back, byte for byte and bounded in memory. */
@NullMarked
package flashsalelab.balancer.forward;

import org.jspecify.annotations.NullMarked;
