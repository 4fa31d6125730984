package flashsalelab.sale;

/**
 * A product as a buyer sees it now.
 *
 * @param product {@link Product#stock} counts every unit supplied so far
 * @param free the units that nobody holds or owns
 * @param held the units of reserved orders
 * @param sold the units of paid orders
 * @param state where the sale stands
 */
public record Offer(Product product, int free, int held, int sold, SaleState state) {}
