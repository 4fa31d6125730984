/** Tests of the package of this name. */
@NullMarked
package flashsalelab.web.metrics;

import org.jspecify.annotations.NullMarked;
