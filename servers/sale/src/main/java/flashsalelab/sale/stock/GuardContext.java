package flashsalelab.sale.stock;

import flashsalelab.sale.PurchaseRecords;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.redis.RedisPurchaseRecords;
import flashsalelab.sale.redis.SaleRedis;
import flashsalelab.sale.redis.Transitions;

/** What a guard is made of. */
record GuardContext(
    SaleRedis redis, SaleTerms terms, PurchaseRecords records, Transitions transitions) {

  static GuardContext of(SaleRedis redis, SaleTerms terms) {
    return new GuardContext(
        redis, terms, new RedisPurchaseRecords(redis, terms), new Transitions(redis));
  }
}
