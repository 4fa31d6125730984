package flashsalelab.contract;

import flashsalelab.lab.launch.Component;
import java.util.Set;

/** The contract of two Jetty edges whose purchases wait in RabbitMQ. */
final class JettyQueuedOnRabbit extends QueuedContract {
  JettyQueuedOnRabbit() {
    super("jetty", "rabbitmq", Set.of(Component.REDIS, Component.BROKER));
  }
}
