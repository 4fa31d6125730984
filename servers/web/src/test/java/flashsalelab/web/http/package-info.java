/** Tests of the package of this name. */
@NullMarked
package flashsalelab.web.http;

import org.jspecify.annotations.NullMarked;
