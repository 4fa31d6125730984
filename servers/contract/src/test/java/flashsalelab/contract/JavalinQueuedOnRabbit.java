package flashsalelab.contract;

/** The contract of two Javalin edges whose purchases wait in RabbitMQ. */
final class JavalinQueuedOnRabbit extends QueuedContract {
  JavalinQueuedOnRabbit() {
    super("javalin", "rabbitmq", true);
  }
}
