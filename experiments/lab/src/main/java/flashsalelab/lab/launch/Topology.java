package flashsalelab.lab.launch;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to deploy: the servers that a sale keeps its records in or talks by, instances of one edge,
 * and a balancer before them if there is an algorithm for it.
 *
 * @param edge the application {@code servers/<edge>}
 * @param instances how many
 * @param edgeSettings environment variables of each, beyond addresses and names; with {@link
 *     #REDIS_URL} among them local processes take the Redis that is there, and none is started
 * @param balancing the balancer's algorithm, or null for none
 * @param servers any of {@link Component#REDIS}, {@link Component#BROKER} and {@link
 *     Component#DATABASE}; each edge is told their addresses
 * @param durability what Redis writes to disk, or null for the launcher's choice
 */
public record Topology(
    String edge,
    int instances,
    Map<String, String> edgeSettings,
    @Nullable String balancing,
    Set<Component> servers,
    @Nullable RedisDurability durability) {
  /** The variable that names a Redis. */
  public static final String REDIS_URL = "REDIS_URL";

  /** The variable that names a RabbitMQ. */
  public static final String RABBITMQ_URL = "RABBITMQ_URL";

  /** The variable that names a PostgreSQL. */
  public static final String DATABASE_URL = "LEDGER_URL";

  /** Who connects to it. */
  public static final String DATABASE_USER = "LEDGER_USER";

  /** With which password. */
  public static final String DATABASE_PASSWORD = "LEDGER_PASSWORD";

  public Topology {
    edgeSettings = Map.copyOf(edgeSettings);
    servers = Set.copyOf(servers);
  }

  /** One whose Redis writes to disk what the launcher says. */
  public Topology(
      String edge,
      int instances,
      Map<String, String> edgeSettings,
      @Nullable String balancing,
      Set<Component> servers) {
    this(edge, instances, edgeSettings, balancing, servers, null);
  }

  /** One with Redis alone. */
  public Topology(
      String edge, int instances, Map<String, String> edgeSettings, @Nullable String balancing) {
    this(edge, instances, edgeSettings, balancing, Set.of(Component.REDIS));
  }

  /**
   * Whether PostgreSQL remembers what Redis decides, so that a projector has to run between them.
   */
  public boolean remembers() {
    return has(Component.REDIS) && has(Component.DATABASE);
  }

  /** What its Redis writes to disk. */
  public RedisDurability durabilityOr(RedisDurability usual) {
    return durability == null ? usual : durability;
  }

  /** Where its records are kept: in Redis, or in PostgreSQL alone. */
  public Component store() {
    return has(Component.REDIS) ? Component.REDIS : Component.DATABASE;
  }

  /** Whether this server is among them. */
  public boolean has(Component server) {
    return servers.contains(server);
  }
}
