package flashsalelab.contract;

/** What the rows of the contract are run against. */
interface SystemUnderTest {

  /** A client at the system's entrance. */
  Client client();

  /** Sends a command to the system's Redis and returns the reply. */
  String redis(String command);
}
