package flashsalelab.lab.junit;

import flashsalelab.lab.launch.Launcher;
import flashsalelab.lab.launch.process.ProcessLauncher;
import flashsalelab.lab.run.LabSettings;
import java.nio.file.Path;
import java.util.List;

/** The launchers there are, by name; the first is the default. */
final class Launchers {
  static final List<String> NAMES = List.of("processes");

  private Launchers() {}

  /**
   * Opens the one that the settings name.
   *
   * @throws flashsalelab.lab.launch.LaunchException if it cannot work on this machine
   */
  static Launcher open(LabSettings settings) {
    Path scratch = settings.root().resolve("target/lab");
    return switch (settings.launcher()) {
      case "processes" -> new ProcessLauncher(settings.root(), scratch);
      default -> throw new IllegalArgumentException("no launcher is called " + settings.launcher());
    };
  }
}
