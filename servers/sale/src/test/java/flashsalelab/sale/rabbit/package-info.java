/**
 * Tests of the queue in RabbitMQ. Those whose names end in {@code OnRabbit} run on a real broker,
 * with the profile {@code broker}.
 */
@NullMarked
package flashsalelab.sale.rabbit;

import org.jspecify.annotations.NullMarked;
