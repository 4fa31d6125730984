package flashsalelab.lab.run;

import flashsalelab.lab.experiment.Preflight;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.Launcher;
import flashsalelab.lab.launch.Topology;
import flashsalelab.lab.preflight.Treatment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.stream.Stream;

/** A variant, freshly deployed, and proven to be what it claims to be. */
final class Stage {
  private Stage() {}

  /**
   * Deploys a variant and puts it through its preflights.
   *
   * @throws LaunchException if it does not come up or a preflight objects
   */
  static Deployment deploy(Launcher launcher, Variant variant, Path folder) {
    Deployment deployment = launcher.deploy(topology(variant), folder);
    try {
      Stream.concat(Stream.of(new Treatment(variant)), variant.preflights().stream())
          .forEach(preflight -> prove(preflight, variant, deployment));
      return deployment;
    } catch (RuntimeException | Error e) {
      deployment.close();
      throw e;
    }
  }

  /** What has to be deployed for a variant. */
  static Topology topology(Variant variant) {
    var settings = new HashMap<>(variant.settings());
    settings.put("SALE_GUARD", variant.guard());
    return new Topology(
        variant.edge(),
        variant.instances(),
        settings,
        variant.balancing(),
        variant.servers(),
        variant.durability());
  }

  private static void prove(Preflight preflight, Variant variant, Deployment deployment) {
    preflight
        .objection(deployment)
        .ifPresent(objection -> {
          throw new LaunchException(
              "the preflight of %s expected that %s, but %s"
                  .formatted(variant.name(), preflight.expectation(), objection));
        });
  }
}
