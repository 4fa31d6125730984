package flashsalelab.sale.rabbit;

import flashsalelab.sale.settings.SettingsReader;
import java.time.Duration;

/**
 * How a process talks to RabbitMQ.
 *
 * @param address {@code RABBITMQ_URL}
 * @param queues {@code RABBITMQ_QUEUES}: what the names of the queues begin with; sales that share
 *     a broker have one each
 * @param partitions {@code RABBITMQ_PARTITIONS}: queues that the products are spread over; the same
 *     for all processes of a sale, and for as long as a queue holds anything
 * @param prefetch {@code RABBITMQ_PREFETCH}: the most purchases of a queue that are handed out and
 *     not acknowledged; about a quarter of them is decided at a time
 * @param unconfirmed {@code RABBITMQ_UNCONFIRMED}: the most purchases of a queue that are accepted
 *     and not yet confirmed by the broker; more are refused
 * @param timeout {@code RABBITMQ_TIMEOUT_MS}: the longest wait for a connection, and for the
 *     confirmation of a purchase before it is answered as unknown
 * @param heartbeat {@code RABBITMQ_HEARTBEAT_SECONDS}: a broker that is silent for twice as long is
 *     taken for gone
 * @param reconnectDelay {@code RABBITMQ_RECONNECT_DELAY_MS}: the wait between attempts to connect
 * @param retryDelay {@code RABBITMQ_RETRY_DELAY_MS}: the wait before what could not be decided is
 *     tried again
 * @param look {@code RABBITMQ_LOOK_INTERVAL_MS}: between two looks for what has to be published
 *     again
 * @param grace {@code RABBITMQ_GRACE_MS}: how long an accepted purchase may go without the broker's
 *     confirmation before it is published again
 * @param lostAfter {@code RABBITMQ_LOST_AFTER_MS}: how long one that the broker has confirmed may
 *     stay undecided before it is published again, as the broker may have lost its disk
 */
public record RabbitSettings(
    RabbitAddress address,
    String queues,
    int partitions,
    int prefetch,
    int unconfirmed,
    Duration timeout,
    Duration heartbeat,
    Duration reconnectDelay,
    Duration retryDelay,
    Duration look,
    Duration grace,
    Duration lostAfter) {
  private static final RabbitAddress LOCAL =
      RabbitAddress.parse("amqp://guest:guest@127.0.0.1:5672/%2F");

  /** Reads the variables that begin with {@code RABBITMQ_}. */
  public static RabbitSettings read(SettingsReader environment) {
    return new RabbitSettings(
        environment.parsed("RABBITMQ_URL", LOCAL, RabbitAddress::parse),
        environment.parsed("RABBITMQ_QUEUES", "sale.purchases", RabbitSettings::queues),
        environment.integer("RABBITMQ_PARTITIONS", 4, 1, 1_000),
        environment.integer("RABBITMQ_PREFETCH", 1_024, 1, 65_535),
        environment.integer("RABBITMQ_UNCONFIRMED", 20_000, 1, 1_000_000),
        environment.millis("RABBITMQ_TIMEOUT_MS", 2_000, 10, 60_000),
        Duration.ofSeconds(environment.integer("RABBITMQ_HEARTBEAT_SECONDS", 10, 1, 3_600)),
        environment.millis("RABBITMQ_RECONNECT_DELAY_MS", 250, 10, 60_000),
        environment.millis("RABBITMQ_RETRY_DELAY_MS", 100, 1, 60_000),
        environment.millis("RABBITMQ_LOOK_INTERVAL_MS", 1_000, 10, 3_600_000),
        environment.millis("RABBITMQ_GRACE_MS", 10_000, 10, 3_600_000),
        environment.millis("RABBITMQ_LOST_AFTER_MS", 600_000, 100, 86_400_000));
  }

  /** How long a broker may say nothing before it is taken for gone. */
  Duration silence() {
    return heartbeat.multipliedBy(2);
  }

  private static String queues(String text) {
    if (!text.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("must be 1 to 64 of the characters A-Z a-z 0-9 . _ -");
    }
    return text;
  }
}
