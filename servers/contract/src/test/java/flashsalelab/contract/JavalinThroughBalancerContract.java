package flashsalelab.contract;

import flashsalelab.lab.launch.Component;
import java.util.Set;

/** The contract of the Javalin edge behind the balancer. */
final class JavalinThroughBalancerContract extends SyncContract {
  JavalinThroughBalancerContract() {
    super("javalin", "round-robin", Set.of(Component.REDIS));
  }
}
