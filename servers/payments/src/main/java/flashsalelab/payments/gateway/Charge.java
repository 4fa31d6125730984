package flashsalelab.payments.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A charge in the gateway's ledger.
 *
 * @param number its place in the ledger, from 1
 * @param key the idempotency key it was asked for with
 * @param order what it is for, as the asker says
 * @param amount in minor units of the currency
 * @param asked how often it was asked for
 * @param at when it was decided, epoch ms
 */
record Charge(
    @JsonProperty("charge") long number,
    String key,
    String order,
    long amount,
    ChargeState state,
    int asked,
    long at) {

  Charge askedAgain() {
    return new Charge(number, key, order, amount, state, asked + 1, at);
  }

  Charge refunded() {
    return new Charge(number, key, order, amount, ChargeState.REFUNDED, asked, at);
  }
}
