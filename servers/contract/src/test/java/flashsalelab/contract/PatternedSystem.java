package flashsalelab.contract;

import java.util.List;

/** A system, and what its request pattern makes of the same purchases. */
interface PatternedSystem extends SystemUnderTest {

  /** All the states of an order that has gone through these since it was decided. */
  List<String> history(String... states);

  /** Asserts that this is what is told of an order whose purchase is not decided. */
  void assertUndecided(Answer order);

  /** Has an undecided purchase reserved. */
  void reserve(UndecidedPurchase purchase);
}
