package flashsalelab.lab.launch;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to deploy: Redis, instances of one edge, and a balancer before them if there is an algorithm
 * for it.
 *
 * @param edge the application {@code servers/<edge>}
 * @param instances how many
 * @param edgeSettings environment variables of each, beyond addresses and names; with {@link
 *     #REDIS_URL} among them local processes take the Redis that is there, and none is started
 * @param balancing the balancer's algorithm, or null for none
 */
public record Topology(
    String edge, int instances, Map<String, String> edgeSettings, @Nullable String balancing) {
  /** The variable that names a Redis. */
  public static final String REDIS_URL = "REDIS_URL";

  public Topology {
    edgeSettings = Map.copyOf(edgeSettings);
  }
}
