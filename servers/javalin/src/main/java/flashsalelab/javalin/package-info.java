/** The edge on Javalin: a virtual thread per request, written in the plain blocking style. */
@NullMarked
package flashsalelab.javalin;

import org.jspecify.annotations.NullMarked;
