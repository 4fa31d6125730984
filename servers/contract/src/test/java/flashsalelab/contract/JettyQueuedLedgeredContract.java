package flashsalelab.contract;

import flashsalelab.lab.launch.Component;
import java.util.Set;

/** The contract of Jetty edges that queue, with what is sold in the permanent ledger too. */
final class JettyQueuedLedgeredContract extends QueuedContract {
  JettyQueuedLedgeredContract() {
    super("jetty", "redis-streams", Set.of(Component.REDIS, Component.DATABASE));
  }
}
