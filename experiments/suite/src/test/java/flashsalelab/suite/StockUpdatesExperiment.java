package flashsalelab.suite;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Load;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.junit.Question;

/** How soon do subscribers learn of a change, and what do they cost those who buy? */
class StockUpdatesExperiment implements Question {
  private static final int MANY = 1_000;
  private static final int CROWD = 9_000;

  @Override
  public Experiment experiment() {
    return Experiment.named("stock-updates")
        .asks("How soon do subscribers learn of a change, and what do they cost beside a sale?")
        .compares(
            alone("virtual-threads", "javalin"),
            watched("virtual-threads", "javalin", "watched", MANY),
            watched("virtual-threads", "javalin", "crowded", CROWD),
            alone("event-loop", "jetty"),
            watched("event-loop", "jetty", "watched", MANY),
            watched("event-loop", "jetty", "crowded", CROWD))
        .under(Load.PEAK)
        .during(Phase.SELLING)
        .headlines("virtual-threads", "virtual-threads-crowded", "event-loop", "event-loop-crowded")
        .build();
  }

  /** Changes are made as for the others, and nobody is told of them. */
  private static Variant alone(String name, String edge) {
    return Variant.named(name).servedBy(1, edge).guardedBy("semaphore").watchedBy(0);
  }

  private static Variant watched(String name, String edge, String how, int subscribers) {
    return Variant.named(name + "-" + how)
        .servedBy(1, edge)
        .guardedBy("semaphore")
        .watchedBy(subscribers)
        .against(name);
  }
}
