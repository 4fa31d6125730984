package flashsalelab.payments.reconcile;

/** What came of a look at a charge. */
enum Finding {
  /** Charge and order agree for good. */
  SETTLED,
  /** They do not, or not for good, and that may be as it should be: to be looked at again. */
  LATER,
  /** The order was reserved and is paid now. */
  CONFIRMED,
  /** The charge had no order to pay for, and is paid back now. */
  REFUNDED,
  /** They contradict each other, and nobody but a person can tell why. */
  UNEXPLAINED;

  /** Whether the charge need not be looked at again. */
  boolean isForGood() {
    return this == SETTLED || this == CONFIRMED || this == REFUNDED;
  }
}
