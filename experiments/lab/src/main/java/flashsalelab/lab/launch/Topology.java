package flashsalelab.lab.launch;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to deploy: Redis, a message broker where one is wanted, instances of one edge, and a
 * balancer before them if there is an algorithm for it.
 *
 * @param edge the application {@code servers/<edge>}
 * @param instances how many
 * @param edgeSettings environment variables of each, beyond addresses and names; with {@link
 *     #REDIS_URL} among them local processes take the Redis that is there, and none is started
 * @param balancing the balancer's algorithm, or null for none
 * @param broker whether there is a RabbitMQ; each edge is told its address
 */
public record Topology(
    String edge,
    int instances,
    Map<String, String> edgeSettings,
    @Nullable String balancing,
    boolean broker) {
  /** The variable that names a Redis. */
  public static final String REDIS_URL = "REDIS_URL";

  /** The variable that names a RabbitMQ. */
  public static final String RABBITMQ_URL = "RABBITMQ_URL";

  public Topology {
    edgeSettings = Map.copyOf(edgeSettings);
  }

  /** One without a broker. */
  public Topology(
      String edge, int instances, Map<String, String> edgeSettings, @Nullable String balancing) {
    this(edge, instances, edgeSettings, balancing, false);
  }
}
