/** Tests of the package of this name. */
@NullMarked
package flashsalelab.web.api;

import org.jspecify.annotations.NullMarked;
