/**
 * The flash sale itself, without HTTP and without Redis: what a product, a purchase and an order
 * are, and how a purchase is decided exactly once.
 */
@NullMarked
package flashsalelab.sale;

import org.jspecify.annotations.NullMarked;
