/** What keeps an edge standing before a crowd: whom it lets in, and how often one may come. */
@NullMarked
package flashsalelab.web.protection;

import org.jspecify.annotations.NullMarked;
