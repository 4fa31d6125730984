package flashsalelab.lab.junit;

import flashsalelab.lab.launch.Launcher;
import flashsalelab.lab.launch.containers.ContainerLauncher;
import flashsalelab.lab.launch.containers.EngineProbe;
import flashsalelab.lab.launch.process.ProcessLauncher;
import flashsalelab.lab.run.LabSettings;
import java.nio.file.Path;
import java.util.List;

/** The launchers there are, by name. */
final class Launchers {
  private static final String CONTAINERS = "containers";
  private static final String PROCESSES = "processes";
  static final List<String> NAMES = List.of(CONTAINERS, PROCESSES);

  private Launchers() {}

  /** The one for a run that names none: containers where a Docker engine answers. */
  static LabSettings.Choice choose(EngineProbe.Finding finding) {
    return new LabSettings.Choice(finding.answers() ? CONTAINERS : PROCESSES, finding.text());
  }

  /**
   * Opens the one that the settings name.
   *
   * @throws flashsalelab.lab.launch.LaunchException if it cannot work on this machine
   */
  static Launcher open(LabSettings settings) {
    Path scratch = settings.root().resolve("target/lab");
    return switch (settings.launcher()) {
      case CONTAINERS ->
          new ContainerLauncher(
              settings.root(), scratch, settings.durability(), System.out::println);
      case PROCESSES -> new ProcessLauncher(settings.root(), scratch, settings.durability());
      default -> throw new IllegalArgumentException("no launcher is called " + settings.launcher());
    };
  }
}
