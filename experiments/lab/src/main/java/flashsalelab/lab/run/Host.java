package flashsalelab.lab.run;

import flashsalelab.lab.launch.Launcher;
import flashsalelab.results.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Facts about this machine and this working tree. */
final class Host {
  private static final String UNKNOWN = "unknown";
  private static final long KIB_PER_MIB = 1024;

  private Host() {}

  /** Everything a reader of a result needs to know about where it was made. */
  static Environment environment(LabSettings settings, Launcher launcher) {
    Path root = settings.root();
    var versions = new TreeMap<>(launcher.versions());
    versions.put("java.vm", System.getProperty("java.vm.name", UNKNOWN));
    String revision = git(root, "rev-parse", "HEAD");
    return new Environment(
        fromProc("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        memoryMib(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        System.getProperty("os.version", UNKNOWN),
        Runtime.version().toString(),
        launcher.name(),
        launcher.coresPlan(),
        versions,
        revision.isEmpty() ? UNKNOWN : revision,
        !git(root, "status", "--porcelain").isEmpty(),
        settings.durability().word());
  }

  private static long memoryMib() {
    String kib = fromProc("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "");
    return kib.isEmpty() ? 0 : Long.parseLong(kib) / KIB_PER_MIB;
  }

  /** The value of the first line {@code name : value} of a file of /proc, or unknown. */
  private static String fromProc(String file, String name) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(name))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse(UNKNOWN);
    } catch (IOException noProc) {
      return UNKNOWN;
    }
  }

  /** What git prints, or nothing where there is no git or no repository. */
  private static String git(Path root, String... arguments) {
    var command = new ArrayList<String>();
    command.add("git");
    command.addAll(List.of(arguments));
    try {
      Process git =
          new ProcessBuilder(command)
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = git.waitFor(10, TimeUnit.SECONDS);
      return ended && git.exitValue() == 0 ? text.strip() : "";
    } catch (IOException noGit) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
