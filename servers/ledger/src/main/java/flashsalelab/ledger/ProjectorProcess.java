package flashsalelab.ledger;

import flashsalelab.ledger.process.RunningProjector;
import flashsalelab.ledger.projection.ProjectorSettings;
import flashsalelab.sale.process.LongRunning;

/** The process of the projector. */
public final class ProjectorProcess {
  private ProjectorProcess() {}

  /** Starts it; it is configured by environment variables. */
  public static void main(String[] arguments) {
    LongRunning.run(
        "projector",
        ProjectorSettings::read,
        settings -> {
          RunningProjector running = RunningProjector.start(settings);
          return new LongRunning.Started(
              "%s:%d".formatted(settings.host(), running.port()), running);
        });
  }
}
