package flashsalelab.sale.payment;

import flashsalelab.sale.OrderId;

/**
 * A payment to be made.
 *
 * @param order what is to be paid; its state says whether it still is
 * @param entry the queue's name for this task
 * @param deliveries how often it was handed out, this time included
 */
public record PaymentTask(OrderId order, String entry, int deliveries) {}
