/**
 * The contract of the edges over HTTP: one suite, run against each edge as a real process, directly
 * and through the balancer, and the contract of the processes themselves.
 */
@NullMarked
package flashsalelab.contract;

import org.jspecify.annotations.NullMarked;
