package flashsalelab.suite;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Load;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.junit.Question;
import flashsalelab.lab.preflight.RequestThreads;

/** Virtual threads or one event loop, under normal, peak and stress load? */
class ExecutionArchitectureExperiment implements Question {

  @Override
  public Experiment experiment() {
    return Experiment.named("execution-architecture")
        .asks("A virtual thread per request, or one event loop?")
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
        .under(Load.NORMAL, Load.PEAK, Load.STRESS)
        .during(Phase.SELLING, Phase.SOLD_OUT)
        .build();
  }
}
