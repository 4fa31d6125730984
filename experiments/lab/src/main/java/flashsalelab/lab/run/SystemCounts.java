package flashsalelab.lab.run;

import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.measure.Metrics;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What edges and balancer have counted since their start.
 *
 * @param reservedByEdges purchases that the serving edges count as reserved; absent where one
 *     cannot be asked
 * @param forwarded requests that the balancer counts; absent where there is none or it cannot be
 *     asked
 * @param balanced whether there is a balancer
 */
record SystemCounts(OptionalLong reservedByEdges, OptionalLong forwarded, boolean balanced) {

  /** Asks them all. */
  static SystemCounts of(Deployment deployment) {
    return new SystemCounts(
        reservedByEdges(deployment),
        deployment
            .balancerAdmin()
            .map(admin -> sum(admin, "balancer_requests_total", Map.of()))
            .orElse(OptionalLong.empty()),
        deployment.balancerAdmin().isPresent());
  }

  private static OptionalLong reservedByEdges(Deployment deployment) {
    long reserved = 0;
    for (URI edge : deployment.edges()) {
      OptionalLong one = sum(edge, "sale_purchases_total", Map.of("outcome", "reserved"));
      if (one.isEmpty()) {
        return OptionalLong.empty();
      }
      reserved += one.getAsLong();
    }
    return OptionalLong.of(reserved);
  }

  private static OptionalLong sum(URI process, String metric, Map<String, String> labels) {
    try {
      return OptionalLong.of(Math.round(Metrics.scrape(process).sum(metric, labels)));
    } catch (UncheckedIOException gone) {
      return OptionalLong.empty();
    }
  }
}
