package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.DatabaseAddress;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.EdgeInstances;
import flashsalelab.lab.launch.Generator;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.Metered;
import flashsalelab.lab.launch.Readiness;
import flashsalelab.lab.launch.RedisDurability;
import flashsalelab.lab.launch.Topology;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One system as local processes. {@link #close} may come from any thread, and more than once. */
final class ProcessDeployment implements Deployment {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration GRACE = Duration.ofSeconds(8);
  private static final int EDGE_HEAP_MIB = 256;
  private static final int BALANCER_HEAP_MIB = 128;
  private static final int PROJECTOR_HEAP_MIB = 128;
  private static final Duration REBUILD_LIMIT = Duration.ofSeconds(60);
  private static final int GENERATOR_HEAP_MIB = 768;

  private final Applications applications;
  private final Servers servers;
  private final Taskset taskset;
  private final Children children;
  private final Consumer<ProcessDeployment> whenClosed;
  private final Path folder;
  private final String adminToken = UUID.randomUUID().toString();
  private final List<ChildProcess> parts = new CopyOnWriteArrayList<>();
  private final EdgeInstances<ChildProcess> edges = new EdgeInstances<>();
  private final List<ServerData> written = new CopyOnWriteArrayList<>();

  private @Nullable RestartableStore store;
  private @Nullable URI projector;
  private @Nullable URI redis;
  private @Nullable URI broker;
  private @Nullable DatabaseAddress database;
  private @Nullable URI balancer;
  private @Nullable URI balancerAdmin;
  private volatile boolean closed;

  ProcessDeployment(
      Applications applications,
      Servers servers,
      Taskset taskset,
      Children children,
      Consumer<ProcessDeployment> whenClosed,
      Path folder) {
    this.applications = applications;
    this.servers = servers;
    this.taskset = taskset;
    this.children = children;
    this.whenClosed = whenClosed;
    this.folder = folder;
  }

  /**
   * Starts every part, side by side, and waits until all are ready. A broker and a database come
   * first, as they take longest and edges connect to them at their start.
   */
  void start(Topology topology) {
    if (topology.has(Component.REDIS)) {
      String given = topology.edgeSettings().get(Topology.REDIS_URL);
      redis = given == null ? startRedis(topology) : URI.create(given);
    }
    var first = new ArrayList<Readiness>();
    if (topology.has(Component.DATABASE)) {
      first.add(startDatabase(topology));
    }
    if (topology.has(Component.BROKER)) {
      first.add(startBroker());
    }
    first.forEach(Readiness::await);
    var ready = new ArrayList<Readiness>();
    if (topology.remembers()) {
      ready.add(startProjector());
    }
    for (int instance = 1; instance <= topology.instances(); instance++) {
      ready.add(startEdge(topology, instance));
    }
    String algorithm = topology.balancing();
    if (algorithm != null) {
      ready.add(startBalancer(algorithm));
    }
    ready.forEach(Readiness::await);
  }

  private URI startRedis(Topology topology) {
    ServerData kept = dataOf("redis");
    int port = FreePort.onLoopback();
    List<String> command = new ArrayList<>();
    command.add(servers.redis().executable().toString());
    command.addAll(List.of("--port", Integer.toString(port), "--bind", LOOPBACK));
    command.addAll(List.of("--dir", kept.folder().toString()));
    RedisDurability durability = topology.durabilityOr(servers.durability());
    command.addAll(durability.arguments());
    URI address = URI.create("redis://%s:%d".formatted(LOOPBACK, port));
    store =
        new RestartableStore(
            "redis",
            durability == RedisDurability.NONE,
            name -> launch(Component.REDIS, name, command, Map.of()),
            server -> Readiness.ofRedis(server, address));
    return address;
  }

  private Readiness startDatabase(Topology topology) {
    ServerUser user = ServerUser.ofThisMachine();
    ServerData kept = user.data(folder, "database");
    written.add(kept);
    PostgresNode node = PostgresNode.of(servers.postgres(), user, kept, folder);
    database = node.address();
    var server =
        new RestartableStore(
            "database",
            false,
            name -> launch(Component.DATABASE, name, node.command(), Map.of()),
            process -> Readiness.ofDatabase(process, node.address()));
    if (topology.store() == Component.DATABASE) {
      store = server;
    }
    return server.readiness();
  }

  private Readiness startBroker() {
    RabbitBinary binary =
        servers.rabbit().orElseThrow(() -> new LaunchException(RabbitBinary.MISSING));
    RabbitNode node = RabbitNode.of(binary, dataOf("broker"));
    launch(Component.BROKER, "broker-names", node.namesCommand(), node.environment());
    ChildProcess server =
        launch(Component.BROKER, "broker", node.serverCommand(), node.environment());
    broker = node.address();
    return Readiness.ofBroker(server, node.address());
  }

  private ServerData dataOf(String server) {
    ServerData data = ServerData.in(folder, server);
    written.add(data);
    return data;
  }

  private Readiness startEdge(Topology topology, int instance) {
    String name = "edge-" + instance;
    int port = FreePort.onLoopback();
    var environment = new HashMap<>(topology.edgeSettings());
    environment.put("EDGE_HOST", LOOPBACK);
    environment.put("EDGE_PORT", Integer.toString(port));
    environment.put("EDGE_INSTANCE", name);
    environment.put("ADMIN_TOKEN", adminToken);
    environment.putAll(storeAddresses());
    if (broker != null) {
      environment.put(Topology.RABBITMQ_URL, broker.toString());
    }
    ChildProcess edge =
        launch(
            Component.EDGE, name, applications.edge(topology.edge(), EDGE_HEAP_MIB), environment);
    URI uri = http(port);
    edges.add(edge, uri);
    return new Readiness(edge, uri.resolve("/readyz"));
  }

  private Readiness startProjector() {
    int port = FreePort.onLoopback();
    var environment = storeAddresses();
    environment.put("LEDGER", "on");
    environment.put("PROJECTOR_HOST", LOOPBACK);
    environment.put("PROJECTOR_PORT", Integer.toString(port));
    ChildProcess process =
        launch(
            Component.PROJECTOR,
            "projector",
            applications.projector(PROJECTOR_HEAP_MIB),
            environment);
    projector = http(port);
    return new Readiness(process, projector.resolve("/readyz"));
  }

  private Map<String, String> storeAddresses() {
    var addresses = new HashMap<String, String>();
    if (redis != null) {
      addresses.put(Topology.REDIS_URL, redis.toString());
    }
    if (database != null) {
      addresses.putAll(database.environment());
    }
    return addresses;
  }

  private Readiness startBalancer(String algorithm) {
    int port = FreePort.onLoopback();
    int adminPort = FreePort.onLoopback();
    Map<String, String> environment =
        Map.of(
            "BALANCER_HOST",
            LOOPBACK,
            "BALANCER_PORT",
            Integer.toString(port),
            "BALANCER_ADMIN_HOST",
            LOOPBACK,
            "BALANCER_ADMIN_PORT",
            Integer.toString(adminPort),
            "BALANCER_ALGORITHM",
            algorithm,
            "BALANCER_UPSTREAMS",
            edges().stream().map(URI::getAuthority).collect(Collectors.joining(",")));
    ChildProcess process =
        launch(
            Component.BALANCER, "balancer", applications.balancer(BALANCER_HEAP_MIB), environment);
    balancer = http(port);
    balancerAdmin = http(adminPort);
    return new Readiness(process, balancerAdmin.resolve("/readyz"));
  }

  private ChildProcess launch(
      Component component, String name, List<String> command, Map<String, String> environment) {
    return register(
        ChildProcess.start(
            component, name, taskset.systemCommand(command), environment, false, folder));
  }

  @Override
  public Generator startGenerator(Path plan) {
    List<String> command = new ArrayList<>(applications.generator(GENERATOR_HEAP_MIB));
    command.add(plan.toAbsolutePath().toString());
    return new ProcessGenerator(
        register(
            ChildProcess.start(
                Component.GENERATOR,
                "generator",
                taskset.generatorCommand(command),
                Map.of(),
                true,
                folder)));
  }

  private ChildProcess register(ChildProcess child) {
    children.add(child.process().toHandle());
    parts.add(child);
    if (closed) {
      child.process().destroyForcibly();
      throw new LaunchException("the lab is ending; %s is not started".formatted(child.name()));
    }
    return child;
  }

  private static URI http(int port) {
    return URI.create("http://%s:%d".formatted(LOOPBACK, port));
  }

  @Override
  public URI entrance() {
    return balancer == null ? edges().getFirst() : balancer;
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
    return Optional.ofNullable(redis);
  }

  @Override
  public Optional<DatabaseAddress> database() {
    return Optional.ofNullable(database);
  }

  @Override
  public Optional<URI> projector() {
    return Optional.ofNullable(projector);
  }

  @Override
  public String adminToken() {
    return adminToken;
  }

  @Override
  public void spread(boolean everywhere) {
    if (taskset.cores().areDivided()) {
      parts.stream()
          .filter(part -> !part.isGenerator() && part.isAlive())
          .forEach(
              part -> part.pids().forEach(pid -> part.move(pid, taskset.moving(pid, everywhere))));
    }
  }

  @Override
  public String killEdge() {
    ChildProcess edge = edges.condemn();
    edge.kill();
    return edge.end().orElseThrow();
  }

  @Override
  public String killStore() {
    return store().kill();
  }

  @Override
  public void restartStore() {
    RestartableStore own = store();
    own.restart();
    if (own.forgets() && database != null) {
      rebuild();
    }
  }

  private RestartableStore store() {
    RestartableStore own = store;
    if (own == null) {
      throw new LaunchException("the sale's records are in a server that was there before");
    }
    return own;
  }

  /** Makes Redis anew from the permanent ledger. */
  private void rebuild() {
    var environment = storeAddresses();
    environment.put("LEDGER", "on");
    List<String> command = taskset.systemCommand(applications.rebuild(PROJECTOR_HEAP_MIB));
    ChildProcess rebuilding =
        ChildProcess.start(Component.PROJECTOR, "rebuild", command, environment, false, folder);
    children.add(rebuilding.process().toHandle());
    rebuilding.awaitEnd(REBUILD_LIMIT);
    if (rebuilding.process().exitValue() != 0) {
      throw new LaunchException(
          "%s; its last log lines:%n%s"
              .formatted(rebuilding.end().orElseThrow(), rebuilding.lastWords()));
    }
  }

  @Override
  public List<Metered> metered() {
    return parts.stream().map(ChildProcess::metered).toList();
  }

  @Override
  public List<String> casualties() {
    return parts.stream()
        .filter(part -> !part.hasDoneItsWork() && !edges.isCondemned(part))
        .filter(part -> store == null || !store.hasKilled(part))
        .flatMap(part -> part.end().stream())
        .toList();
  }

  @Override
  public void close() {
    closed = true;
    parts.reversed().forEach(ChildProcess::askToEnd);
    parts.forEach(part -> part.awaitEnd(GRACE));
    children.prune();
    written.forEach(ServerData::remove);
    whenClosed.accept(this);
  }
}
