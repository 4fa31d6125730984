package flashsalelab.contract;

import flashsalelab.lab.measure.Metrics;
import java.time.Duration;

/** A system whose live updates are bounded so that a test can reach the bounds. */
interface LiveSystem extends SystemUnderTest {

  /** How many instances there are, which take requests in turn. */
  int instances();

  /** How many may subscribe to each instance at once. */
  int subscribers();

  /** The longest that a request may wait. */
  Duration longestWait();

  /** The metrics of all instances. */
  Metrics metrics();
}
