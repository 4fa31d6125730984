/** Tests of this edge alone; the contract is tested over HTTP for every edge. */
@NullMarked
package flashsalelab.javalin;

import org.jspecify.annotations.NullMarked;
