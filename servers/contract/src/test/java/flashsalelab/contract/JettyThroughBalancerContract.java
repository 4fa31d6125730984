package flashsalelab.contract;

/** The contract of the Jetty edge behind the balancer. */
final class JettyThroughBalancerContract extends SyncContract {
  JettyThroughBalancerContract() {
    super("jetty", "round-robin");
  }
}
