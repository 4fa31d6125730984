package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.Launcher;
import flashsalelab.lab.launch.Modules;
import flashsalelab.lab.launch.RedisDurability;
import flashsalelab.lab.launch.Topology;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs systems as local processes: a redis-server and child JVMs on the loopback address. No child
 * outlives the lab: they end with their deployment, with {@link #close}, and at the latest when the
 * next lab starts.
 */
public final class ProcessLauncher implements Launcher {
  private final Applications applications;
  private final Servers servers;
  private final Taskset taskset = Taskset.ofThisMachine();
  private final Children children;
  private final Set<ProcessDeployment> running = ConcurrentHashMap.newKeySet();

  /** Systems whose Redis writes nothing to disk; else the same. */
  public ProcessLauncher(Path root, Path scratch) {
    this(root, scratch, RedisDurability.NONE);
  }

  /**
   * Finds Redis and ends what a lab that was killed has left.
   *
   * @param root the repository's folder, whose modules have been packaged
   * @param scratch a folder for what has to be kept between deployments
   * @param durability what the Redis of each system writes to disk
   * @throws flashsalelab.lab.launch.LaunchException if there is no redis-server for this machine
   */
  public ProcessLauncher(Path root, Path scratch, RedisDurability durability) {
    applications = new Applications(new Modules(root.toAbsolutePath().normalize()));
    servers = new Servers(scratch, durability);
    children = new Children(scratch.resolve("children"));
    children.endOrphans();
  }

  @Override
  public String name() {
    return "processes";
  }

  @Override
  public Map<String, String> versions() {
    return servers.versions();
  }

  @Override
  public Optional<String> lacks(Topology topology) {
    if (topology.has(Component.BROKER) && servers.rabbit().isEmpty()) {
      return Optional.of(RabbitBinary.MISSING);
    }
    return topology.has(Component.DATABASE) ? servers.lackOfPostgres() : Optional.empty();
  }

  @Override
  public String coresPlan() {
    return taskset.cores().plan();
  }

  @Override
  public Deployment deploy(Topology topology, Path folder) {
    var deployment =
        new ProcessDeployment(
            applications, servers, taskset, children, running::remove, folder.toAbsolutePath());
    running.add(deployment);
    try {
      deployment.start(topology);
      return deployment;
    } catch (RuntimeException | Error e) {
      deployment.close();
      throw e;
    }
  }

  @Override
  public void close() {
    running.forEach(ProcessDeployment::close);
  }
}
