package flashsalelab.contract;

import flashsalelab.lab.launch.Component;
import java.util.Set;

/** The contract of two Javalin edges whose purchases wait in Redis Streams. */
final class JavalinQueuedInRedisContract extends QueuedContract {
  JavalinQueuedInRedisContract() {
    super("javalin", "redis-streams", Set.of(Component.REDIS));
  }
}
