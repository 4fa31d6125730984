/** The balancer process: an HTTP/1.1 reverse proxy on Netty event loops. */
@NullMarked
package flashsalelab.balancer;

import org.jspecify.annotations.NullMarked;
