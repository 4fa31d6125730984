/**
 * RabbitMQ as transport of the queued request pattern: a purchase is accepted in Redis, and its
 * message stands in a durable queue of the broker until it is decided.
 */
@NullMarked
package flashsalelab.sale.rabbit;

import org.jspecify.annotations.NullMarked;
