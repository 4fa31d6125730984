package flashsalelab.lab.launch.containers;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.Cores;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.Generator;
import flashsalelab.lab.launch.Metered;
import flashsalelab.lab.launch.Modules;
import flashsalelab.lab.launch.Readiness;
import flashsalelab.lab.launch.Topology;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One system in containers. They speak to each other by name on a network of their own, and so does
 * the load; the lab speaks to published ports. {@link #close} may come from any thread, and more
 * than once.
 */
final class ContainerDeployment implements Deployment {
  private static final int HTTP_PORT = 8080;
  private static final int ADMIN_PORT = 8081;
  private static final int REDIS_PORT = 6379;
  private static final int EDGE_MIB = 768;
  private static final int BALANCER_MIB = 384;
  private static final int GENERATOR_MIB = 1536;
  private static final int UNLIMITED = 0;
  private static final String REDIS = "redis";
  private static final String BALANCER = "balancer";

  private final Engine engine;
  private final Images images;
  private final Modules modules;
  private final Cores cores;
  private final Estate estate;
  private final Consumer<ContainerDeployment> whenClosed;
  private final Path folder;
  private final String adminToken = UUID.randomUUID().toString();
  private final List<LabContainer> edges = new ArrayList<>();
  private @Nullable LabContainer redis;
  private @Nullable LabContainer balancer;
  private volatile @Nullable ContainerGenerator generator;

  ContainerDeployment(
      Engine engine,
      Images images,
      Modules modules,
      Cores cores,
      Estate estate,
      Consumer<ContainerDeployment> whenClosed,
      Path folder) {
    this.engine = engine;
    this.images = images;
    this.modules = modules;
    this.cores = cores;
    this.estate = estate;
    this.whenClosed = whenClosed;
    this.folder = folder;
  }

  /**
   * Starts Redis, then every edge side by side, then the balancer, so that each finds the names
   * that it looks up; waits until all are ready.
   */
  void start(Topology topology) {
    String edgeImage = images.of(modules.edge(topology.edge()));
    String balancerImage = topology.balancing() == null ? "" : images.of(modules.balancer());
    estate.open();
    redis = makeRedis();
    redis.start();
    for (int instance = 1; instance <= topology.instances(); instance++) {
      edges.add(makeEdge("edge-" + instance, edgeImage, topology));
    }
    Together.each(edges, LabContainer::start);
    var ready = new ArrayList<Readiness>();
    for (LabContainer edge : edges) {
      ready.add(new Readiness(edge, http(edge, HTTP_PORT).resolve("/readyz")));
    }
    String algorithm = topology.balancing();
    if (algorithm != null) {
      LabContainer proxy = makeBalancer(balancerImage, algorithm);
      proxy.start();
      balancer = proxy;
      ready.add(new Readiness(proxy, http(proxy, ADMIN_PORT).resolve("/readyz")));
    }
    ready.forEach(Readiness::await);
  }

  private LabContainer makeRedis() {
    return make(
        Component.REDIS,
        REDIS,
        images.redis(),
        List.of("redis-server", "--save", "", "--appendonly", "no", "--protected-mode", "no"),
        Map.of(),
        List.of(REDIS_PORT),
        UNLIMITED);
  }

  private LabContainer makeEdge(String name, String image, Topology topology) {
    var environment = new HashMap<>(topology.edgeSettings());
    environment.put("EDGE_INSTANCE", name);
    environment.put("REDIS_URL", "redis://%s:%d".formatted(REDIS, REDIS_PORT));
    environment.put("ADMIN_TOKEN", adminToken);
    return make(Component.EDGE, name, image, List.of(), environment, List.of(HTTP_PORT), EDGE_MIB);
  }

  private LabContainer makeBalancer(String image, String algorithm) {
    String upstreams =
        edges.stream()
            .map(edge -> "%s:%d".formatted(edge.name(), HTTP_PORT))
            .collect(Collectors.joining(","));
    return make(
        Component.BALANCER,
        BALANCER,
        image,
        List.of(),
        Map.of("BALANCER_ALGORITHM", algorithm, "BALANCER_UPSTREAMS", upstreams),
        List.of(HTTP_PORT, ADMIN_PORT),
        BALANCER_MIB);
  }

  private LabContainer make(
      Component component,
      String name,
      String image,
      List<String> command,
      Map<String, String> environment,
      List<Integer> ports,
      int memoryMib) {
    return estate.make(
        new ContainerSpec(
            component, name, image, command, environment, ports, memoryMib, cores.system(), false),
        folder);
  }

  @Override
  public Generator startGenerator(Path plan) {
    var spec =
        new ContainerSpec(
            Component.GENERATOR,
            "generator",
            images.of(modules.generator()),
            List.of(),
            Map.of(),
            List.of(),
            GENERATOR_MIB,
            cores.generator(),
            true);
    ContainerGenerator started =
        ContainerGenerator.start(engine, estate.make(spec, folder), plan.toAbsolutePath());
    generator = started;
    return started;
  }

  private URI http(LabContainer container, int port) {
    return URI.create("http://%s:%d".formatted(engine.host(), container.published(port)));
  }

  @Override
  public URI entrance() {
    return URI.create(
        "http://%s:%d".formatted(balancer == null ? edges.getFirst().name() : BALANCER, HTTP_PORT));
  }

  @Override
  public List<URI> edges() {
    return edges.stream().map(edge -> http(edge, HTTP_PORT)).toList();
  }

  @Override
  public Optional<URI> balancerAdmin() {
    return Optional.ofNullable(balancer).map(proxy -> http(proxy, ADMIN_PORT));
  }

  @Override
  public URI redis() {
    LabContainer started = redis;
    if (started == null) {
      throw new IllegalStateException("the deployment has not been started");
    }
    return URI.create("redis://%s:%d".formatted(engine.host(), started.published(REDIS_PORT)));
  }

  @Override
  public String adminToken() {
    return adminToken;
  }

  @Override
  public void spread(boolean everywhere) {
    if (cores.areDivided()) {
      List<Integer> processors = everywhere ? cores.all() : cores.system();
      Together.each(
          estate.containers().stream().filter(container -> !container.isGenerator()).toList(),
          container -> container.bindTo(processors));
    }
  }

  @Override
  public List<Metered> metered() {
    return estate.containers().stream().map(LabContainer::metered).toList();
  }

  @Override
  public List<String> casualties() {
    return estate.casualties();
  }

  @Override
  public void close() {
    estate.close(() -> Optional.ofNullable(generator).ifPresent(ContainerGenerator::collect));
    whenClosed.accept(this);
  }
}
