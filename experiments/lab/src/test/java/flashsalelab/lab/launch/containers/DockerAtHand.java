package flashsalelab.lab.launch.containers;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The engine of this machine, for a test that looks at it or does harm in it. */
public final class DockerAtHand {
  private final Engine engine = Engine.connect();

  Engine engine() {
    return engine;
  }

  /** The containers of a lab, by the id of its process; ended ones, too. */
  public List<Container> containersOf(long pid) {
    return engine.ask(docker -> docker.listContainersCmd().withShowAll(true).exec()).stream()
        .filter(container ->
            Owner.of(container.getLabels()).filter(owner -> owner.lab().pid() == pid).isPresent())
        .toList();
  }

  /** The networks of a lab. */
  public List<Network> networksOf(long pid) {
    return engine.ask(docker -> docker.listNetworksCmd().exec()).stream()
        .filter(network ->
            Owner.of(Objects.requireNonNull(network.getLabels()))
                .filter(owner -> owner.lab().pid() == pid)
                .isPresent())
        .toList();
  }

  /** One of them, by its part. */
  public Optional<String> find(long pid, String part) {
    return containersOf(pid).stream()
        .filter(container -> container.getNames()[0].endsWith("-" + part))
        .map(Container::getId)
        .findFirst();
  }

  /** Whether a lab's generator has been at work for about a second: its log of latencies grows. */
  public boolean isLoading(long pid) {
    return find(pid, "generator").map(this::hasLatencies).orElse(false);
  }

  private boolean hasLatencies(String generator) {
    try (var tar =
        new TarArchiveInputStream(
            engine.<InputStream>ask(docker ->
                docker.copyArchiveFromContainerCmd(generator, "/plan/latency.hlog").exec()))) {
      return tar.getNextEntry().getSize() > 300;
    } catch (IOException | DockerException notYet) {
      return false;
    }
  }

  /** Kills a container as the kernel would. */
  public void kill(String id) {
    engine.tell(docker -> docker.killContainerCmd(id).exec());
  }

  public void removeContainer(String id) {
    engine.tell(
        docker -> docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec());
  }

  /** Runs something that is nobody's business here, until it is removed. */
  public String runStranger(String name) {
    String id =
        engine.ask(docker ->
            docker
                .createContainerCmd("redis:7-bookworm")
                .withName(name)
                .withCmd("sleep", "600")
                .exec()
                .getId());
    engine.tell(docker -> docker.startContainerCmd(id).exec());
    return id;
  }

  public boolean isRunning(String id) {
    return Boolean.TRUE.equals(
        engine.ask(docker -> docker.inspectContainerCmd(id).exec()).getState().getRunning());
  }
}
