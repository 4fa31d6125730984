package flashsalelab.payments.client;

/**
 * The payment gateway. Whatever is asked of it may be asked again: a key is charged once, and
 * refunded once. The calling thread waits for the reply; calls never throw for what the gateway
 * does.
 */
public interface GatewayClient {

  /**
   * Takes money, once for a key.
   *
   * @param key the charge's idempotency key
   * @param order what it is for
   * @param amount in minor units of the currency
   * @return captured or declined, however often it is asked
   */
  GatewayReply<ChargeStanding> charge(String key, String order, long amount);

  /** How a charge stands. */
  GatewayReply<ChargeStanding> find(String key);

  /**
   * Gives the money back, once.
   *
   * @return refunded; declined or none if there was nothing to give back
   */
  GatewayReply<ChargeStanding> refund(String key);

  /** The charges behind a number, at most so many. */
  GatewayReply<LedgerPage> ledger(long after, int most);
}
