package flashsalelab.lab.preflight;

import flashsalelab.lab.experiment.Preflight;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.measure.Metrics;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Every instance is the edge, has the guard and answers by the request pattern that the variant
 * names, and the balancer has the algorithm, by what they say of themselves. Asked of every
 * variant.
 *
 * @param variant what should be running
 */
public record Treatment(Variant variant) implements Preflight {

  @Override
  public String expectation() {
    return "%s with the guard %s and the queue %s%s runs"
        .formatted(
            variant.edge(),
            variant.guard(),
            variant.queue(),
            variant.balancing() == null ? "" : " behind " + variant.balancing());
  }

  private String pattern() {
    return variant.isQueued() ? "queued" : "sync";
  }

  @Override
  public Optional<String> objection(Deployment deployment) {
    for (URI edge : deployment.edges()) {
      Map<String, String> says = Metrics.scrape(edge).labelsOf("sale_info");
      if (!variant.edge().equals(says.get("edge")) || !variant.guard().equals(says.get("guard"))) {
        return Optional.of(
            "%s is edge %s with guard %s".formatted(edge, says.get("edge"), says.get("guard")));
      }
      if (!pattern().equals(says.get("pattern")) || !variant.queue().equals(says.get("queue"))) {
        return Optional.of(
            "%s answers by the pattern %s with queue %s"
                .formatted(edge, says.get("pattern"), says.get("queue")));
      }
    }
    return deployment
        .balancerAdmin()
        .map(admin -> Metrics.scrape(admin).labelsOf("balancer_info").get("algorithm"))
        .filter(algorithm -> !Objects.equals(algorithm, variant.balancing()))
        .map(algorithm -> "the balancer balances by " + algorithm);
  }
}
