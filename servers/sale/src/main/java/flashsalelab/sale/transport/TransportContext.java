package flashsalelab.sale.transport;

import flashsalelab.sale.Catalogue;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.redis.SaleRedis;

/** What a transport is made of. */
public record TransportContext(
    SaleRedis redis, SaleTerms terms, Catalogue catalogue, PatternSettings settings) {}
