package flashsalelab.contract;

/** What the rows of the contract are run against. */
interface SystemUnderTest {

  /** A client at the system's entrance. */
  Client client();

  /** Sends a command to the system's Redis and returns the reply. */
  String redis(String command);

  /** How many entries of a product's ledger tell that an order came into this state. */
  default long entries(String sku, String state) {
    String ledger = redis("XRANGE sale:{%s}:ledger - +".formatted(sku));
    return ledger.lines().filter(state::equals).count();
  }
}
