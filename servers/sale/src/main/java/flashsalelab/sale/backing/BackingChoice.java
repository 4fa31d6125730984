package flashsalelab.sale.backing;

import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.redis.RedisSettings;

/**
 * What all processes of a sale have in common.
 *
 * @param guard the name of the stock guard
 * @param terms on which units are sold
 * @param redis how to talk to Redis, where that is needed
 */
public record BackingChoice(String guard, SaleTerms terms, RedisSettings redis) {}
