/** Health, readiness and metrics, on a listener of their own. */
@NullMarked
package flashsalelab.balancer.admin;

import org.jspecify.annotations.NullMarked;
