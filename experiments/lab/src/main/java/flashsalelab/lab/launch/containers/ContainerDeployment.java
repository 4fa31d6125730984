package flashsalelab.lab.launch.containers;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.Cores;
import flashsalelab.lab.launch.DatabaseAddress;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.EdgeInstances;
import flashsalelab.lab.launch.Generator;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.Metered;
import flashsalelab.lab.launch.Modules;
import flashsalelab.lab.launch.Readiness;
import flashsalelab.lab.launch.RedisDurability;
import flashsalelab.lab.launch.Topology;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One system in containers. They speak to each other by name on a network of their own, and so does
 * the load; the lab speaks to published ports. {@link #close} may come from any thread, and more
 * than once.
 */
final class ContainerDeployment implements Deployment {
  private static final Duration REBUILD_LIMIT = Duration.ofSeconds(60);

  private final Engine engine;
  private final Images images;
  private final Modules modules;
  private final Blueprint blueprint;
  private final Estate estate;
  private final Consumer<ContainerDeployment> whenClosed;
  private final Path folder;
  private final EdgeInstances<LabContainer> edges = new EdgeInstances<>();
  private @Nullable URI balancerAdmin;
  private @Nullable LabContainer redisServer;
  private @Nullable LabContainer databaseServer;
  private @Nullable URI projector;
  private volatile @Nullable LabContainer killedStore;
  private volatile @Nullable LabContainer rebuilding;
  private volatile @Nullable ContainerGenerator generator;

  ContainerDeployment(
      Engine engine,
      Images images,
      Modules modules,
      Topology topology,
      RedisDurability durability,
      Cores cores,
      Estate estate,
      Consumer<ContainerDeployment> whenClosed,
      Path folder) {
    this.engine = engine;
    this.images = images;
    this.modules = modules;
    this.blueprint = new Blueprint(topology, durability, cores, UUID.randomUUID().toString());
    this.estate = estate;
    this.whenClosed = whenClosed;
    this.folder = folder;
  }

  /**
   * Starts the servers, then every edge side by side, then the balancer, so that each finds the
   * names that it looks up; waits until all are ready.
   */
  void start() {
    Topology topology = blueprint.topology();
    String algorithm = topology.balancing();
    String edgeImage = images.of(modules.edge(topology.edge()));
    String balancerImage = algorithm == null ? "" : images.of(modules.balancer());
    String projectorImage = topology.remembers() ? images.of(modules.projector()) : "";
    estate.open();
    if (topology.has(Component.REDIS)) {
      startRedis();
    }
    var first = new ArrayList<Readiness>();
    if (topology.has(Component.DATABASE)) {
      first.add(startDatabase());
    }
    if (topology.has(Component.BROKER)) {
      first.add(startBroker());
    }
    first.forEach(Readiness::await);
    List<Readiness> ready = new ArrayList<>(startEdges(edgeImage));
    if (topology.remembers()) {
      ready.add(startProjector(projectorImage));
    }
    if (algorithm != null) {
      ready.add(startBalancer(balancerImage, algorithm));
    }
    ready.forEach(Readiness::await);
  }

  private void startRedis() {
    LabContainer container = estate.make(blueprint.redis(images.redis()), folder);
    container.start();
    redisServer = container;
  }

  private Readiness startDatabase() {
    LabContainer container = estate.make(blueprint.database(images.postgres()), folder);
    container.start();
    databaseServer = container;
    return Readiness.ofDatabase(container, databaseAddress(container));
  }

  private DatabaseAddress databaseAddress(LabContainer container) {
    return blueprint.databaseAt(engine.host().name(), container.published(Blueprint.DATABASE_PORT));
  }

  private URI redisAddress(LabContainer container) {
    return address("redis", container, Blueprint.REDIS_PORT);
  }

  private Readiness startBroker() {
    LabContainer container = estate.make(blueprint.broker(images.rabbit()), folder);
    container.start();
    return Readiness.ofBroker(container, address("amqp", container, Blueprint.BROKER_PORT));
  }

  private List<Readiness> startEdges(String image) {
    List<LabContainer> containers =
        blueprint.edges(image).stream().map(spec -> estate.make(spec, folder)).toList();
    Together.each(containers, LabContainer::start);
    var ready = new ArrayList<Readiness>();
    for (LabContainer container : containers) {
      URI uri = address("http", container, Blueprint.HTTP_PORT);
      edges.add(container, uri);
      ready.add(new Readiness(container, uri.resolve("/readyz")));
    }
    return ready;
  }

  private Readiness startProjector(String image) {
    LabContainer container = estate.make(blueprint.projector(image), folder);
    container.start();
    URI uri = address("http", container, Blueprint.HTTP_PORT);
    projector = uri;
    return new Readiness(container, uri.resolve("/readyz"));
  }

  private Readiness startBalancer(String image, String algorithm) {
    LabContainer container = estate.make(blueprint.balancer(image, algorithm), folder);
    container.start();
    URI admin = address("http", container, Blueprint.ADMIN_PORT);
    balancerAdmin = admin;
    return new Readiness(container, admin.resolve("/readyz"));
  }

  private URI address(String scheme, LabContainer container, int port) {
    return URI.create(
        "%s://%s:%d".formatted(scheme, engine.host().name(), container.published(port)));
  }

  @Override
  public Generator startGenerator(Path plan) {
    LabContainer container =
        estate.make(blueprint.generator(images.of(modules.generator())), folder);
    ContainerGenerator started = ContainerGenerator.start(engine, container, plan.toAbsolutePath());
    generator = started;
    return started;
  }

  @Override
  public URI entrance() {
    return URI.create("http://%s:%d".formatted(blueprint.entrance(), Blueprint.HTTP_PORT));
  }

  @Override
  public List<URI> edges() {
    return edges.addresses();
  }

  @Override
  public Optional<URI> balancerAdmin() {
    return Optional.ofNullable(balancerAdmin);
  }

  @Override
  public Optional<URI> redis() {
    return Optional.ofNullable(redisServer).map(this::redisAddress);
  }

  @Override
  public Optional<DatabaseAddress> database() {
    return Optional.ofNullable(databaseServer).map(this::databaseAddress);
  }

  @Override
  public Optional<URI> projector() {
    return Optional.ofNullable(projector);
  }

  @Override
  public String adminToken() {
    return blueprint.adminToken();
  }

  @Override
  public void spread(boolean everywhere) {
    Cores cores = blueprint.cores();
    if (cores.areDivided()) {
      List<Integer> processors = everywhere ? cores.all() : cores.system();
      Together.each(
          estate.containers().stream().filter(container -> !container.isGenerator()).toList(),
          container -> container.bindTo(processors));
    }
  }

  @Override
  public String killEdge() {
    return killed(edges.condemn());
  }

  private static String killed(LabContainer container) {
    container.kill();
    return container
        .end()
        .orElseThrow(
            () -> new LaunchException(container.name() + " still runs after it was killed"));
  }

  @Override
  public String killStore() {
    LabContainer own = store();
    if (own == killedStore) {
      throw new LaunchException(own.name() + " was killed already");
    }
    killedStore = own;
    return killed(own);
  }

  /** The engine publishes other ports for a container that it starts again. */
  @Override
  public void restartStore() {
    LabContainer container = store();
    container.start();
    Readiness ready =
        container == redisServer
            ? Readiness.ofRedis(container, redisAddress(container))
            : Readiness.ofDatabase(container, databaseAddress(container));
    ready.await();
    killedStore = null;
    if (blueprint.forgets() && blueprint.topology().remembers()) {
      rebuild();
    }
  }

  private LabContainer store() {
    LabContainer redis = redisServer;
    LabContainer database = databaseServer;
    LabContainer own = redis == null ? database : redis;
    if (own == null) {
      throw new LaunchException("the sale has no server that its records are in");
    }
    return own;
  }

  /** Makes Redis anew from the permanent ledger. */
  private void rebuild() {
    LabContainer container = estate.make(blueprint.rebuild(images.of(modules.projector())), folder);
    rebuilding = container;
    container.start();
    if (container.awaitExit(REBUILD_LIMIT).filter(code -> code == 0).isEmpty()) {
      throw new LaunchException(
          "%s; its last log lines:%n%s"
              .formatted(container.end().orElse("it does not end"), container.lastWords()));
    }
  }

  @Override
  public List<Metered> metered() {
    return estate.containers().stream().map(LabContainer::metered).toList();
  }

  @Override
  public List<String> casualties() {
    return estate.casualties(
        part -> edges.isCondemned(part) || part == killedStore || part == rebuilding);
  }

  @Override
  public void close() {
    estate.close(() -> Optional.ofNullable(generator).ifPresent(ContainerGenerator::collect));
    whenClosed.accept(this);
  }
}
