package flashsalelab.ledger;

import flashsalelab.ledger.process.RunningProjector;
import flashsalelab.ledger.projection.ProjectorSettings;
import flashsalelab.sale.process.LongRunning;
import java.util.List;

/** The process of the projector; with the argument {@code rebuild}, the command that rebuilds. */
public final class ProjectorProcess {
  private static final String REBUILD = "rebuild";

  private ProjectorProcess() {}

  /** Starts it; it is configured by environment variables. */
  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    if (words.isEmpty()) {
      project();
    } else if (words.getFirst().equals(REBUILD)) {
      System.exit(RebuildProcess.run(words.subList(1, words.size())));
    } else {
      System.err.printf(
          "%s is nothing that can be done: %s, or nothing at all to project%n",
          words.getFirst(), REBUILD);
      System.exit(1);
    }
  }

  private static void project() {
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
