package flashsalelab.suite;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Load;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.junit.Question;
import flashsalelab.lab.launch.RedisDurability;

/** What is lost when the server that keeps the sale is killed, and for how long can nobody buy? */
class StoreCrashExperiment implements Question {

  @Override
  public Experiment experiment() {
    return Experiment.named("store-crash")
        .asks("What is lost when the server that keeps the sale is killed, and for how long?")
        .compares(
            redis("redis-none", RedisDurability.NONE).thatMayLose(),
            redis("redis-everysec", RedisDurability.EVERYSEC).thatMayLose(),
            redis("redis-always", RedisDurability.ALWAYS),
            redis("redis-none-ledger", RedisDurability.NONE).withLedger().thatMayLose(),
            redis("redis-everysec-ledger", RedisDurability.EVERYSEC).withLedger().thatMayLose(),
            redis("redis-always-ledger", RedisDurability.ALWAYS).withLedger(),
            postgres("postgres", "on"),
            postgres("postgres-async-commit", "off").thatMayLose())
        .under(Load.PEAK)
        .during(Phase.STORE_CRASH)
        .pacedBy("postgres")
        .headlines("redis-none", "redis-none-ledger")
        .build();
  }

  private static Variant redis(String name, RedisDurability durability) {
    return sale(name).guardedBy("lua").withRedisWriting(durability);
  }

  private static Variant postgres(String name, String synchronousCommit) {
    return sale(name)
        .guardedBy("postgres-conditional")
        .keptInDatabase()
        .with("LEDGER_SYNCHRONOUS_COMMIT", synchronousCommit);
  }

  /** Who is refused from memory, or shed, tells nothing of what is on record. */
  private static Variant sale(String name) {
    return Variant.named(name)
        .servedBy(2, "javalin")
        .balancedBy("round-robin")
        .with("SOLD_OUT_LATCH", "off")
        .with("SHED_ABOVE_MS", "0");
  }
}
