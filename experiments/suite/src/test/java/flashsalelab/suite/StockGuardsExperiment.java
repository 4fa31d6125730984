package flashsalelab.suite;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Load;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.junit.Question;

/**
 * Which stock guard prevents overselling, which loses units in a crash, and what does each cost?
 * Could the database alone have done it?
 */
class StockGuardsExperiment implements Question {

  @Override
  public Experiment experiment() {
    return Experiment.named("stock-guards")
        .asks(
            "Which stock guard prevents overselling, what does a crash take from it, at what cost?")
        .compares(
            guard("semaphore"),
            guard("permit-semaphore"),
            guard("lock"),
            guard("atomic-long"),
            guard("lua"),
            guard("lua-batched"),
            guard("postgres-conditional").keptInDatabase(),
            guard("postgres-for-update").keptInDatabase(),
            guard("postgres-optimistic").keptInDatabase(),
            guard("postgres-skip-locked").keptInDatabase(),
            guard("unguarded").thatMustOversell())
        .under(Load.PEAK)
        .during(Phase.RUSH, Phase.SPREAD, Phase.CRASH)
        .pacedBy("semaphore")
        .headlines("semaphore", "lua", "postgres-conditional")
        .build();
  }

  /** Bare: who is refused from memory, or shed, tells nothing of the guard. */
  private static Variant guard(String name) {
    return Variant.named(name)
        .servedBy(2, "javalin")
        .balancedBy("round-robin")
        .guardedBy(name)
        .with("SOLD_OUT_LATCH", "off")
        .with("SHED_ABOVE_MS", "0");
  }
}
