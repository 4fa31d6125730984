package flashsalelab.contract;

/** The contract of the Jetty edge. */
final class JettyDirectlyContract extends SyncContract {
  JettyDirectlyContract() {
    super("jetty", null);
  }
}
