package flashsalelab.suite;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Load;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.junit.Question;
import flashsalelab.lab.preflight.RequestThreads;

/** After four times what it can take, how soon is an edge itself again? */
class OverloadExperiment implements Question {

  @Override
  public Experiment experiment() {
    return Experiment.named("overload")
        .asks("After four times what it can take, how soon is an edge itself again?")
        .compares(
            Variant.named("virtual-threads")
                .servedBy(2, "javalin")
                .balancedBy("round-robin")
                .guardedBy("semaphore")
                .provided(RequestThreads.virtualThreadPerRequest()),
            Variant.named("event-loop")
                .servedBy(2, "jetty")
                .balancedBy("round-robin")
                .guardedBy("semaphore")
                .provided(RequestThreads.oneEventLoop()))
        .under(Load.NORMAL)
        .during(Phase.OVERLOAD)
        .build();
  }
}
