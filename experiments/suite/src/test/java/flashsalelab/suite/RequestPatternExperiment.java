package flashsalelab.suite;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Load;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.junit.Question;

/** To decide at once, or to accept now and decide later, and with which queue? */
class RequestPatternExperiment implements Question {

  @Override
  public Experiment experiment() {
    return Experiment.named("request-pattern")
        .asks("Answer with the decision, or accept now and decide later, and in which queue?")
        .compares(
            pattern("sync"),
            pattern("queued-redis-streams").queuedOn("redis-streams"),
            pattern("queued-rabbitmq").queuedOn("rabbitmq").withBroker())
        .under(Load.PEAK, Load.STRESS)
        .during(Phase.SELLING, Phase.RUSH)
        .pacedBy("sync")
        .headlines("sync", "queued-redis-streams")
        .build();
  }

  private static Variant pattern(String name) {
    return Variant.named(name)
        .servedBy(2, "javalin")
        .balancedBy("round-robin")
        .guardedBy("semaphore");
  }
}
