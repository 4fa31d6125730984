package flashsalelab.contract;

/** The contract of the Jetty edge. */
final class JettyDirectlyContract extends HttpContract {
  JettyDirectlyContract() {
    super("jetty", null);
  }
}
