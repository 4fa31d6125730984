package flashsalelab.contract;

/** The contract of two Jetty edges whose purchases wait in RabbitMQ. */
final class JettyQueuedOnRabbit extends QueuedContract {
  JettyQueuedOnRabbit() {
    super("jetty", "rabbitmq", true);
  }
}
