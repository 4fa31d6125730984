/** HTTP requests, responses, routes and problems as plain data, without any server. */
@NullMarked
package flashsalelab.web.http;

import org.jspecify.annotations.NullMarked;
