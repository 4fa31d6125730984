package flashsalelab.lab.launch;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to deploy: Redis, instances of one edge, and a balancer before them if there is an algorithm
 * for it.
 *
 * @param edge the application {@code servers/<edge>}
 * @param instances how many
 * @param edgeSettings environment variables of each, beyond addresses and names
 * @param balancing the balancer's algorithm, or null for none
 */
public record Topology(
    String edge, int instances, Map<String, String> edgeSettings, @Nullable String balancing) {
  public Topology {
    edgeSettings = Map.copyOf(edgeSettings);
  }
}
