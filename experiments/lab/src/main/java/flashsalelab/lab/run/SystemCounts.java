package flashsalelab.lab.run;

import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.measure.Metrics;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What edges and balancer have counted since their start.
 *
 * @param acceptedByEdges purchases that the serving edges count as answered reserved or queued;
 *     absent where one cannot be asked
 * @param forwarded requests that the balancer counts; absent where there is none or it cannot be
 *     asked
 * @param balanced whether there is a balancer
 */
record SystemCounts(OptionalLong acceptedByEdges, OptionalLong forwarded, boolean balanced) {

  private static final List<String> ACCEPTED = List.of("reserved", "queued");

  /** Asks them all. */
  static SystemCounts of(Deployment deployment) {
    return new SystemCounts(
        acceptedByEdges(deployment),
        deployment.balancerAdmin().map(SystemCounts::forwarded).orElse(OptionalLong.empty()),
        deployment.balancerAdmin().isPresent());
  }

  private static OptionalLong acceptedByEdges(Deployment deployment) {
    long accepted = 0;
    for (URI edge : deployment.edges()) {
      try {
        Metrics counted = Metrics.scrape(edge);
        for (String outcome : ACCEPTED) {
          accepted += Math.round(counted.sum("sale_purchases_total", Map.of("outcome", outcome)));
        }
      } catch (UncheckedIOException gone) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(accepted);
  }

  private static OptionalLong forwarded(URI balancer) {
    try {
      return OptionalLong.of(
          Math.round(Metrics.scrape(balancer).sum("balancer_requests_total", Map.of())));
    } catch (UncheckedIOException gone) {
      return OptionalLong.empty();
    }
  }
}
