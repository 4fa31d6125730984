package flashsalelab.contract;

import flashsalelab.lab.launch.Component;
import java.util.Set;

/** The contract of the Jetty edge. */
final class JettyDirectlyContract extends SyncContract {
  JettyDirectlyContract() {
    super("jetty", null, Set.of(Component.REDIS));
  }
}
