package flashsalelab.sale;

/**
 * A product as a buyer sees it now.
 *
 * @param free the units that nobody holds or owns
 * @param state where the sale stands
 */
public record Offer(Product product, int free, SaleState state) {}
