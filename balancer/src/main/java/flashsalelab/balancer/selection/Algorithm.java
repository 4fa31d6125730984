package flashsalelab.balancer.selection;

import flashsalelab.balancer.upstream.Upstream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The register of balancing algorithms: each is a class and one line here. */
public enum Algorithm {
  ROUND_ROBIN("round-robin", (upstreams, settings) -> new RoundRobin(upstreams)),
  LEAST_CONNECTIONS("least-connections", (upstreams, settings) -> new LeastConnections(upstreams)),
  CONSISTENT_HASH("consistent-hash", ConsistentHash::new);

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // a constructor reference without state
  private final BiFunction<List<Upstream>, SelectionSettings, Selection> factory;

  Algorithm(String label, BiFunction<List<Upstream>, SelectionSettings, Selection> factory) {
    this.label = label;
    this.factory = factory;
  }

  /** The name in configuration and metrics. */
  public String label() {
    return label;
  }

  public Selection over(List<Upstream> upstreams, SelectionSettings settings) {
    return factory.apply(upstreams, settings);
  }

  public static Optional<Algorithm> named(String label) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.label.equals(label)).findFirst();
  }

  /** All names, for an error message. */
  public static String labels() {
    return Arrays.stream(values()).map(Algorithm::label).collect(Collectors.joining(", "));
  }
}
