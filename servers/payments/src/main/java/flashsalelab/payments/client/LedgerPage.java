package flashsalelab.payments.client;

import java.time.Instant;
import java.util.List;

/**
 * A part of the gateway's ledger.
 *
 * @param ledger tells this ledger from another that may follow it
 * @param now the gateway's time
 * @param entries in the order of their numbers; none at the end
 */
public record LedgerPage(String ledger, Instant now, List<Entry> entries) {

  /**
   * A charge.
   *
   * @param number its place in the ledger, from 1
   * @param key the idempotency key it was asked for with
   * @param order what it is for, as the asker said
   * @param amount in minor units of the currency
   * @param at when it was decided
   */
  public record Entry(
      long number, String key, String order, long amount, ChargeStanding standing, Instant at) {}
}
