package flashsalelab.lab.launch.containers;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.Cores;
import flashsalelab.lab.launch.LastLines;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.Metered;
import flashsalelab.lab.launch.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A container that the lab made: its log, its end, its removal. */
final class LabContainer implements Part {
  private static final Duration LOG_PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Engine engine;
  private final ContainerSpec spec;
  private final String id;
  private final Path log;
  private final Map<Integer, Integer> published = new ConcurrentHashMap<>();
  private volatile @Nullable LogFollower follower;
  private volatile Metered.@Nullable Meter meter;

  LabContainer(Engine engine, ContainerSpec spec, String id, Path folder) {
    this.engine = engine;
    this.spec = spec;
    this.id = id;
    this.log = folder.resolve(spec.name() + ".log");
  }

  @Override
  public String name() {
    return spec.name();
  }

  String id() {
    return id;
  }

  boolean isGenerator() {
    return spec.component() == Component.GENERATOR;
  }

  /** Starts it; everything that it says goes to its log. */
  void start() {
    OutputStream lines = openLog();
    start(lines, lines);
  }

  /**
   * Starts it.
   *
   * @param output takes its standard output; what it says on standard error goes to its log
   * @throws LaunchException if the engine cannot start it
   */
  void start(OutputStream output) {
    start(output, openLog());
  }

  private void start(OutputStream output, OutputStream errors) {
    try {
      engine.tell(docker -> docker.startContainerCmd(id).exec());
    } catch (DockerException e) {
      throw new LaunchException("%s cannot be started: %s".formatted(name(), Refusal.words(e)), e);
    }
    var following = new LogFollower(output, errors);
    follower = following;
    following.follow(engine, id);
    InspectContainerResponse facts = engine.ask(docker -> docker.inspectContainerCmd(id).exec());
    notePorts(facts.getNetworkSettings().getPorts());
    meter = Meters.of(engine, id, facts.getState().getPidLong());
  }

  private OutputStream openLog() {
    try {
      return Files.newOutputStream(log);
    } catch (IOException e) {
      throw new LaunchException("cannot write %s: %s".formatted(log, e.getMessage()), e);
    }
  }

  private void notePorts(Ports ports) {
    for (Map.Entry<ExposedPort, Ports.Binding[]> entry : ports.getBindings().entrySet()) {
      Ports.Binding[] bindings = entry.getValue();
      if (bindings != null && bindings.length > 0) {
        published.put(entry.getKey().getPort(), Integer.parseInt(bindings[0].getHostPortSpec()));
      }
    }
  }

  /**
   * The port of the engine's host that leads to one of its own.
   *
   * @throws LaunchException if it has ended already
   */
  int published(int port) {
    Integer found = published.get(port);
    if (found == null) {
      throw new LaunchException(
          "%s at start; its last log lines:%n%s"
              .formatted(end().orElse(name() + " publishes no port " + port), lastWords()));
    }
    return found;
  }

  /** What reads its counters; null before its first start. */
  Metered.@Nullable Meter meter() {
    return meter;
  }

  /** Once it is started again, its counters begin anew: they are not those that this reads. */
  Metered metered() {
    Metered.Meter own = meter;
    return new Metered(
        spec.component(),
        name(),
        () -> own != null && own.equals(meter) ? own.read() : Optional.empty());
  }

  @Override
  public Optional<String> end() {
    try {
      return ending().map(ending -> ending.text(spec));
    } catch (NotFoundException gone) {
      return Optional.of(name() + " was removed");
    }
  }

  private Optional<Ending> ending() {
    return Ending.of(engine.ask(docker -> docker.inspectContainerCmd(id).exec()).getState());
  }

  /** Its exit code, once it has ended. */
  Optional<Integer> exitCode() {
    return ending().map(Ending::code);
  }

  /** Waits until it has ended by itself, or for so long; returns its exit code if it has. */
  Optional<Integer> awaitExit(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    Optional<Integer> code = exitCode();
    while (code.isEmpty() && System.nanoTime() < deadline) {
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return code;
      }
      code = exitCode();
    }
    return code;
  }

  /** Whether it is a generator that ended well: the one part that ends before it is asked to. */
  boolean hasDoneItsWork() {
    return isGenerator() && exitCode().filter(code -> code == 0).isPresent();
  }

  @Override
  public String lastWords() {
    String lines = LastLines.of(log);
    try {
      if (end().isPresent()) {
        awaitLog();
        lines = LastLines.of(log);
      }
      return lines;
    } catch (EngineGoneException e) {
      return "%s%n    (%s)".formatted(lines, e.getMessage());
    }
  }

  /** Waits until its log is whole, once it has ended. */
  void awaitLog() {
    LogFollower following = follower;
    if (following != null) {
      following.awaitEnd(LOG_PATIENCE);
    }
  }

  /** Binds it to other processors, if it still runs. */
  void bindTo(List<Integer> processors) {
    try {
      engine.tell(
          docker -> docker.updateContainerCmd(id).withCpusetCpus(Cores.text(processors)).exec());
    } catch (DockerException e) {
      if (end().isEmpty()) {
        throw new LaunchException(
            "%s could not be moved to other processors: %s".formatted(name(), Refusal.words(e)), e);
      }
    }
  }

  /** Ends it at once; the engine answers when it has ended. */
  void kill() {
    try {
      engine.tell(docker -> docker.killContainerCmd(id).exec());
    } catch (NotFoundException | ConflictException hasEnded) {
      // That is what was wanted.
    }
  }

  /** Asks it to end, and forces it after {@code grace}; returns when it has ended. */
  void stop(Duration grace) {
    try {
      int seconds = Math.toIntExact(grace.toSeconds());
      engine.tell(
          grace.multipliedBy(2), docker -> docker.stopContainerCmd(id).withTimeout(seconds).exec());
    } catch (NotFoundException | NotModifiedException hasEnded) {
      // That is what was wanted.
    }
    awaitLog();
  }

  /** Removes it with its volumes, whatever it does. */
  void remove() {
    try {
      engine.tell(
          docker -> docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec());
    } catch (NotFoundException | ConflictException isBeingRemoved) {
      // That is what was wanted.
    }
  }
}
