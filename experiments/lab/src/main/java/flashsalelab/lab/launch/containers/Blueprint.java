package flashsalelab.lab.launch.containers;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.Cores;
import flashsalelab.lab.launch.DatabaseAddress;
import flashsalelab.lab.launch.Modules;
import flashsalelab.lab.launch.RedisDurability;
import flashsalelab.lab.launch.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What each container of a system is made from. Their names are what they call each other.
 *
 * @param topology what is deployed
 * @param durability what Redis writes to disk
 * @param cores who may use which processors
 * @param adminToken the token that admin calls carry
 */
record Blueprint(Topology topology, RedisDurability durability, Cores cores, String adminToken) {
  static final String REDIS = "redis";
  static final String BROKER = "broker";
  static final String DATABASE = "database";
  static final String PROJECTOR = "projector";
  static final String BALANCER = "balancer";

  static final int HTTP_PORT = 8080;
  static final int ADMIN_PORT = 8081;
  static final int REDIS_PORT = 6379;
  static final int BROKER_PORT = 5672;
  static final int DATABASE_PORT = 5432;

  private static final String BROKER_USER = "lab";
  private static final int EDGE_MIB = 768;
  private static final int BALANCER_MIB = 384;
  private static final int PROJECTOR_MIB = 384;
  private static final int GENERATOR_MIB = 1536;
  private static final int UNLIMITED = 0;

  ContainerSpec redis(String image) {
    List<String> command = new ArrayList<>(List.of("redis-server", "--protected-mode", "no"));
    command.addAll(topology.durabilityOr(durability).arguments());
    return system(Component.REDIS, REDIS, image, command, Map.of(), List.of(REDIS_PORT), UNLIMITED);
  }

  ContainerSpec broker(String image) {
    return system(
        Component.BROKER,
        BROKER,
        image,
        List.of(),
        Map.of("RABBITMQ_DEFAULT_USER", BROKER_USER, "RABBITMQ_DEFAULT_PASS", adminToken),
        List.of(BROKER_PORT),
        UNLIMITED);
  }

  ContainerSpec database(String image) {
    return system(
        Component.DATABASE,
        DATABASE,
        image,
        List.of(),
        Map.of(
            "POSTGRES_USER", DatabaseAddress.USER,
            "POSTGRES_PASSWORD", adminToken,
            "POSTGRES_DB", DatabaseAddress.NAME),
        List.of(DATABASE_PORT),
        UNLIMITED);
  }

  /** The database as it is reached by somebody. */
  DatabaseAddress databaseAt(String host, int port) {
    return new DatabaseAddress(host, port, DatabaseAddress.USER, adminToken);
  }

  List<ContainerSpec> edges(String image) {
    return edgeNames().stream().map(name -> edge(name, image)).toList();
  }

  private ContainerSpec edge(String name, String image) {
    var environment = new HashMap<>(topology.edgeSettings());
    environment.put("EDGE_INSTANCE", name);
    environment.put("ADMIN_TOKEN", adminToken);
    environment.putAll(storeAddresses());
    if (topology.has(Component.BROKER)) {
      environment.put(
          Topology.RABBITMQ_URL,
          "amqp://%s:%s@%s:%d/%%2F".formatted(BROKER_USER, adminToken, BROKER, BROKER_PORT));
    }
    return system(
        Component.EDGE, name, image, List.of(), environment, List.of(HTTP_PORT), EDGE_MIB);
  }

  ContainerSpec projector(String image) {
    var environment = storeAddresses();
    environment.put("LEDGER", "on");
    return system(
        Component.PROJECTOR,
        PROJECTOR,
        image,
        List.of(),
        environment,
        List.of(HTTP_PORT),
        PROJECTOR_MIB);
  }

  /** The command that makes Redis anew from the permanent ledger. */
  ContainerSpec rebuild(String image) {
    var environment = storeAddresses();
    environment.put("LEDGER", "on");
    return system(
        Component.PROJECTOR,
        "rebuild",
        image,
        Modules.REBUILD,
        environment,
        List.of(),
        PROJECTOR_MIB);
  }

  /** Whether Redis has nothing on record once it was killed. */
  boolean forgets() {
    return topology.durabilityOr(durability) == RedisDurability.NONE;
  }

  private Map<String, String> storeAddresses() {
    var addresses = new HashMap<String, String>();
    if (topology.has(Component.REDIS)) {
      addresses.put(Topology.REDIS_URL, "redis://%s:%d".formatted(REDIS, REDIS_PORT));
    }
    if (topology.has(Component.DATABASE)) {
      addresses.putAll(databaseAt(DATABASE, DATABASE_PORT).environment());
    }
    return addresses;
  }

  ContainerSpec balancer(String image, String algorithm) {
    String upstreams =
        edgeNames().stream()
            .map(name -> "%s:%d".formatted(name, HTTP_PORT))
            .collect(Collectors.joining(","));
    return system(
        Component.BALANCER,
        BALANCER,
        image,
        List.of(),
        Map.of("BALANCER_ALGORITHM", algorithm, "BALANCER_UPSTREAMS", upstreams),
        List.of(ADMIN_PORT),
        BALANCER_MIB);
  }

  ContainerSpec generator(String image) {
    return new ContainerSpec(
        Component.GENERATOR,
        "generator",
        image,
        List.of(),
        Map.of(),
        List.of(),
        GENERATOR_MIB,
        cores.generator(),
        true);
  }

  /** The part that the load goes to. */
  String entrance() {
    return topology.balancing() == null ? edgeNames().getFirst() : BALANCER;
  }

  private List<String> edgeNames() {
    return IntStream.rangeClosed(1, topology.instances())
        .mapToObj(instance -> "edge-" + instance)
        .toList();
  }

  private ContainerSpec system(
      Component component,
      String name,
      String image,
      List<String> command,
      Map<String, String> environment,
      List<Integer> ports,
      int memoryMib) {
    return new ContainerSpec(
        component, name, image, command, environment, ports, memoryMib, cores.system(), false);
  }
}
