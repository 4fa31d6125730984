/** The OpenAPI document of the contract. */
@NullMarked
package flashsalelab.web.openapi;

import org.jspecify.annotations.NullMarked;
