package flashsalelab.lab.launch.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a lab that was killed left in the engine. */
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private final Engine engine;
  private final String host;

  Leftovers(Engine engine, String host) {
    this.engine = engine;
    this.host = host;
  }

  /** Removes it, and nothing that lacks the label of a dead lab of this host. */
  void clear() {
    for (Container container : containers()) {
      if (isOrphan(container.getLabels())) {
        remove(
            "container " + String.join(" ", container.getNames()),
            docker ->
                docker
                    .removeContainerCmd(container.getId())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec());
      }
    }
    for (Network network : networks()) {
      if (isOrphan(network.getLabels())) {
        remove(
            "network " + network.getName(),
            docker -> docker.removeNetworkCmd(network.getId()).exec());
      }
    }
  }

  private List<Container> containers() {
    return engine.ask(docker ->
        docker.listContainersCmd().withShowAll(true).withLabelFilter(List.of(Owner.LABEL)).exec());
  }

  private List<Network> networks() {
    return engine.ask(
        docker -> docker.listNetworksCmd().withFilter("label", List.of(Owner.LABEL)).exec());
  }

  private boolean isOrphan(@Nullable Map<String, String> labels) {
    return Owner.of(Objects.requireNonNullElse(labels, Map.of()))
        .filter(owner -> owner.isGoneFrom(host))
        .isPresent();
  }

  private void remove(String what, Consumer<DockerClient> order) {
    LOG.warn("removing {}, left behind by a lab that was killed", what);
    try {
      engine.tell(order);
    } catch (DockerException e) {
      LOG.warn("{} could not be removed: {}", what, Refusal.words(e));
    }
  }
}
