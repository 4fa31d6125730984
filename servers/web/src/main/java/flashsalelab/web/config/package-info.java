/** What an edge is set to. */
@NullMarked
package flashsalelab.web.config;

import org.jspecify.annotations.NullMarked;
