package flashsalelab.contract;

import java.time.Duration;

/** A system whose live updates are bounded so that a test can reach the bounds. */
interface LiveSystem extends SystemUnderTest {

  /** How many may subscribe at once. */
  int subscribers();

  /** The longest that a request may wait. */
  Duration longestWait();
}
