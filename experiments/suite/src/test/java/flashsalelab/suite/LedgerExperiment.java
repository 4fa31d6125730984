package flashsalelab.suite;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Load;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.junit.Question;
import flashsalelab.lab.launch.RedisDurability;

/** What does it cost that a sale is on record for good, and how far is that record behind? */
class LedgerExperiment implements Question {

  @Override
  public Experiment experiment() {
    return Experiment.named("ledger")
        .asks(
            "What does it cost to have a sale on disk and in a permanent ledger, and how far is"
                + " the ledger behind?")
        .compares(
            redis("redis-alone"),
            redis("redis-everysec").withRedisWriting(RedisDurability.EVERYSEC),
            redis("redis-always").withRedisWriting(RedisDurability.ALWAYS),
            redis("with-ledger").withLedger())
        .under(Load.PEAK)
        .during(Phase.SELLING, Phase.RUSH)
        .pacedBy("redis-alone")
        .headlines("redis-alone", "with-ledger")
        .build();
  }

  private static Variant redis(String name) {
    return Variant.named(name)
        .servedBy(2, "javalin")
        .balancedBy("round-robin")
        .guardedBy("lua")
        .withRedisWriting(RedisDurability.NONE);
  }
}
