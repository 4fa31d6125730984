package flashsalelab.contract;

import flashsalelab.lab.launch.Component;
import java.util.Set;

/** The contract of two Jetty edges whose purchases wait in Redis Streams. */
final class JettyQueuedInRedisContract extends QueuedContract {
  JettyQueuedInRedisContract() {
    super("jetty", "redis-streams", Set.of(Component.REDIS));
  }
}
