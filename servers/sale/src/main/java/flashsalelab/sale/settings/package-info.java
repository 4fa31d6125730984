/** Configuration: one validated record per process, read once from the environment. */
@NullMarked
package flashsalelab.sale.settings;

import org.jspecify.annotations.NullMarked;
