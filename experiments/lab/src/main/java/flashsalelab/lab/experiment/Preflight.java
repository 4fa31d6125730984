package flashsalelab.lab.experiment;

import flashsalelab.lab.launch.Deployment;
import java.util.Optional;

/** Proof, asked of the running system, that the treatment is really on. */
public interface Preflight {

  /** What has to be true, in words. */
  String expectation();

  /**
   * Looks at a deployment that is ready and has served nobody yet.
   *
   * @return what was found instead, or nothing if the expectation is met
   * @throws java.io.UncheckedIOException if the deployment does not answer
   */
  Optional<String> objection(Deployment deployment);
}
