package flashsalelab.contract;

/** The sold-out latch of two Jetty edges that decide at once. */
final class JettyLatchedContract extends LatchedContract {
  JettyLatchedContract() {
    super("jetty", "sync");
  }
}
