package flashsalelab.suite;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Load;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.junit.Question;

/** Which stock guard prevents overselling, and what does it cost? */
class StockGuardsExperiment implements Question {

  @Override
  public Experiment experiment() {
    return Experiment.named("stock-guards")
        .asks("Which stock guard prevents overselling?")
        .compares(guard("semaphore"), guard("unguarded").thatMustOversell())
        .under(Load.STRESS)
        .during(Phase.RUSH)
        .build();
  }

  private static Variant guard(String name) {
    return Variant.named(name).servedBy(2, "javalin").balancedBy("round-robin").guardedBy(name);
  }
}
