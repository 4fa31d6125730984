package flashsalelab.sale;

/**
 * A purchase that is to be decided.
 *
 * @param order the id its order has, or would have
 */
public record PurchaseRequest(Purchase purchase, OrderId order) {}
