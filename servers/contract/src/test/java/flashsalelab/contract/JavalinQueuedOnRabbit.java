package flashsalelab.contract;

import flashsalelab.lab.launch.Component;
import java.util.Set;

/** The contract of two Javalin edges whose purchases wait in RabbitMQ. */
final class JavalinQueuedOnRabbit extends QueuedContract {
  JavalinQueuedOnRabbit() {
    super("javalin", "rabbitmq", Set.of(Component.REDIS, Component.BROKER));
  }
}
