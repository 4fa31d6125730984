package flashsalelab.lab.launch.containers;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.Cores;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.Launcher;
import flashsalelab.lab.launch.Modules;
import flashsalelab.lab.launch.RedisDurability;
import flashsalelab.lab.launch.Topology;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs systems in containers of a Docker engine. No container outlives the lab: they end with their
 * deployment, with {@link #close}, and at the latest when the next lab on this host starts.
 */
public final class ContainerLauncher implements Launcher {
  private final Engine engine;
  private final Modules modules;
  private final Images images;
  private final RedisDurability durability;
  private final Cores cores;
  private final Map<String, String> labels;
  private final Path scratch;
  private final String redisVersion;
  private final Map<Component, String> fetchedVersions = new EnumMap<>(Component.class);
  private final Map<Component, Optional<String>> lacks = new EnumMap<>(Component.class);
  private final Set<ContainerDeployment> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Systems whose Redis writes nothing to disk; else the same. */
  public ContainerLauncher(Path root, Path scratch, Consumer<String> news) {
    this(root, scratch, RedisDurability.NONE, news);
  }

  /**
   * Finds the engine, clears what a lab that was killed has left in it, and sees to the image of
   * Redis.
   *
   * @param root the repository's folder, whose modules have been packaged
   * @param scratch a folder for logs of what belongs to no deployment
   * @param durability what the Redis of each system writes to disk
   * @param news is told when something begins that may take long
   * @throws LaunchException if there is no engine or no image; says what to do
   */
  public ContainerLauncher(
      Path root, Path scratch, RedisDurability durability, Consumer<String> news) {
    this(engine(), Owner.own(), root, scratch, durability, news);
  }

  ContainerLauncher(
      Engine engine,
      Owner owner,
      Path root,
      Path scratch,
      RedisDurability durability,
      Consumer<String> news) {
    this.durability = durability;
    this.engine = engine;
    new Leftovers(engine, owner.host()).clear();
    labels = owner.labels(UUID.randomUUID().toString());
    modules = new Modules(root.toAbsolutePath().normalize());
    images = new Images(engine, modules.root(), news);
    cores = engine.host().cores();
    redisVersion = ServerVersion.REDIS.of(engine, images.redis(), labels, scratch);
    this.scratch = scratch;
  }

  private static Engine engine() {
    EngineProbe.Finding finding = EngineProbe.here().find();
    if (!finding.answers()) {
      throw new LaunchException(finding.text());
    }
    return Engine.connect();
  }

  @Override
  public String name() {
    return "containers";
  }

  @Override
  public synchronized Map<String, String> versions() {
    var versions =
        new HashMap<>(Map.of("redis", redisVersion + " (image)", "docker", engine.version()));
    String broker = fetchedVersions.get(Component.BROKER);
    if (broker != null) {
      versions.put("rabbitmq", broker + " (image)");
    }
    String database = fetchedVersions.get(Component.DATABASE);
    if (database != null) {
      versions.put("postgresql", database + " (image)");
    }
    return versions;
  }

  /** Where there is no image yet, the first question about a server fetches it. */
  @Override
  public synchronized Optional<String> lacks(Topology topology) {
    return Stream.of(
            lack(topology, ServerVersion.RABBIT, images::rabbit),
            lack(topology, ServerVersion.POSTGRES, images::postgres))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> lack(Topology topology, ServerVersion server, Supplier<String> image) {
    return topology.has(server.component())
        ? lacks.computeIfAbsent(server.component(), component -> fetch(server, image))
        : Optional.empty();
  }

  private Optional<String> fetch(ServerVersion server, Supplier<String> image) {
    try {
      fetchedVersions.put(server.component(), server.of(engine, image.get(), labels, scratch));
      return Optional.empty();
    } catch (LaunchException e) {
      return Optional.of(String.valueOf(e.getMessage()).lines().collect(Collectors.joining(". ")));
    }
  }

  @Override
  public String coresPlan() {
    return cores.plan();
  }

  @Override
  public Deployment deploy(Topology topology, Path folder) {
    if (topology.edgeSettings().containsKey(Topology.REDIS_URL)) {
      throw new LaunchException(
          "containers have a Redis of their own: take %s out of the edge's settings"
              .formatted(Topology.REDIS_URL));
    }
    var deployment =
        new ContainerDeployment(
            engine,
            images,
            modules,
            topology,
            durability,
            cores,
            new Estate(engine, labels),
            running::remove,
            folder.toAbsolutePath());
    running.add(deployment);
    if (closed) {
      deployment.close();
      throw new LaunchException("the lab is ending; nothing is started any more");
    }
    try {
      deployment.start();
      return deployment;
    } catch (RuntimeException | Error e) {
      deployment.close();
      throw e;
    }
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(ContainerDeployment::close);
  }
}
