/** Tests of the package of this name. */
@NullMarked
package flashsalelab.web.config;

import org.jspecify.annotations.NullMarked;
