package flashsalelab.contract;

import flashsalelab.lab.launch.Component;
import java.util.Set;

/** The contract of the Jetty edge, with what is sold in the permanent ledger too. */
final class JettyLedgeredContract extends SyncContract {
  JettyLedgeredContract() {
    super("jetty", null, Set.of(Component.REDIS, Component.DATABASE));
  }
}
