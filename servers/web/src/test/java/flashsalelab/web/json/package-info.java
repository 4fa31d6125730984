/** Tests of the package of this name. */
@NullMarked
package flashsalelab.web.json;

import org.jspecify.annotations.NullMarked;
