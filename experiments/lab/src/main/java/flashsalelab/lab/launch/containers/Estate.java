package flashsalelab.lab.launch.containers;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import flashsalelab.lab.launch.LaunchException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one deployment has in the engine: a network and the containers on it. {@link #close} may
 * come from any thread and more than once; whatever is being made meanwhile is removed, too.
 */
final class Estate {
  private static final Logger LOG = LoggerFactory.getLogger(Estate.class);
  private static final String DEPLOYMENT_LABEL = Owner.LABEL + ".deployment";
  private static final Duration GRACE = Duration.ofSeconds(8);
  private static final String RUNNING = "running";

  private final Engine engine;
  private final Map<String, String> labels;
  private final String name = "flash-sale-lab-" + UUID.randomUUID().toString().substring(0, 8);
  private final List<LabContainer> containers = new ArrayList<>();
  private @Nullable String network;
  private boolean closed;

  Estate(Engine engine, Map<String, String> labels) {
    this.engine = engine;
    this.labels = new HashMap<>(labels);
    this.labels.put(DEPLOYMENT_LABEL, name);
  }

  /** Makes the network. */
  synchronized void open() {
    refuseIfClosed(name);
    network =
        engine.ask(docker ->
            docker
                .createNetworkCmd()
                .withName(name)
                .withCheckDuplicate(true)
                .withLabels(labels)
                .exec()
                .getId());
  }

  /** Makes a container on the network; it is not started yet. */
  synchronized LabContainer make(ContainerSpec spec, Path folder) {
    refuseIfClosed(spec.name());
    String on = network;
    if (on == null) {
      throw new IllegalStateException("there is no network yet");
    }
    try {
      String id =
          engine.ask(docker ->
              spec.fill(
                      docker.createContainerCmd(spec.image()),
                      on,
                      labels,
                      engine.host().publishingAddress())
                  .withName(name + "-" + spec.name())
                  .exec()
                  .getId());
      var container = new LabContainer(engine, spec, id, folder);
      containers.add(container);
      return container;
    } catch (DockerException e) {
      throw new LaunchException(
          "the container of %s cannot be made: %s".formatted(spec.name(), Refusal.words(e)), e);
    }
  }

  private void refuseIfClosed(String what) {
    if (closed) {
      throw new LaunchException("the lab is ending; %s is not started".formatted(what));
    }
  }

  synchronized List<LabContainer> containers() {
    return List.copyOf(containers);
  }

  /**
   * How those have ended that were started and run no more, in words.
   *
   * @param expected whose end is no casualty
   */
  List<String> casualties(Predicate<LabContainer> expected) {
    try {
      Map<String, String> states =
          engine
              .ask(docker ->
                  docker
                      .listContainersCmd()
                      .withShowAll(true)
                      .withLabelFilter(Map.of(DEPLOYMENT_LABEL, name))
                      .exec())
              .stream()
              .collect(Collectors.toMap(Container::getId, Container::getState));
      return containers().stream()
          .filter(container -> !RUNNING.equals(states.get(container.id())))
          .filter(container -> !expected.test(container))
          .filter(container -> !container.hasDoneItsWork())
          .flatMap(container -> container.end().stream())
          .toList();
    } catch (EngineGoneException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Stops everything, then removes it.
   *
   * @param betweenThem done to what has ended and is still there
   */
  synchronized void close(Runnable betweenThem) {
    if (closed) {
      return;
    }
    closed = true;
    try {
      Together.each(containers, container -> container.stop(GRACE));
      betweenThem.run();
    } catch (EngineGoneException e) {
      LOG.warn(
          "{}; what it still has of {} is removed by the next lab on this host",
          e.getMessage(),
          name);
      return;
    } catch (DockerException e) {
      LOG.warn("{} could not be stopped well: {}", name, Refusal.words(e));
    }
    remove();
  }

  private void remove() {
    try {
      Together.each(containers, LabContainer::remove);
      String made = network;
      if (made != null) {
        engine.tell(docker -> docker.removeNetworkCmd(made).exec());
      }
    } catch (NotFoundException isRemoved) {
      LOG.debug("{} was removed by someone else", name);
    } catch (DockerException | EngineGoneException e) {
      LOG.warn("{} could not be removed whole: {}", name, Refusal.words(e));
    }
  }
}
