/** The routes of the sale: what each path answers. */
@NullMarked
package flashsalelab.web.api;

import org.jspecify.annotations.NullMarked;
