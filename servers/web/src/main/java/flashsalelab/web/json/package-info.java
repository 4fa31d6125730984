/** Strict reading of JSON request bodies. */
@NullMarked
package flashsalelab.web.json;

import org.jspecify.annotations.NullMarked;
