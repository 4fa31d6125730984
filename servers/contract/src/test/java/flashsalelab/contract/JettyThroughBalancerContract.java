package flashsalelab.contract;

import flashsalelab.lab.launch.Component;
import java.util.Set;

/** The contract of the Jetty edge behind the balancer. */
final class JettyThroughBalancerContract extends SyncContract {
  JettyThroughBalancerContract() {
    super("jetty", "round-robin", Set.of(Component.REDIS));
  }
}
