package flashsalelab.contract;

import java.time.Duration;

/** What the rows of the contract are run against. */
interface SystemUnderTest {

  /** A client at the system's entrance. */
  Client client();

  /** How many may subscribe at once. */
  int subscribers();

  /** The longest that a request may wait. */
  Duration longestWait();

  /** Sends a command to the system's Redis and returns the reply. */
  String redis(String command);
}
