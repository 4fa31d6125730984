package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.Metered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Counters of a process from {@code /proc/PID/stat} and {@code /proc/PID/status}, see proc(5). CPU
 * time comes in ticks of 10 ms. Memory is RssAnon + RssShmem: pages of files can be taken back.
 *
 * @param folder of the process, {@code /proc/PID}
 */
record ProcMeter(Path folder) implements Metered.Meter {
  /** USER_HZ, which is 100 wherever the JDK runs on Linux. */
  private static final double MS_PER_TICK = 10;

  private static final double KIB_PER_MIB = 1024;

  static ProcMeter ofPid(long pid) {
    return new ProcMeter(Path.of("/proc", Long.toString(pid)));
  }

  @Override
  public Optional<Metered.Usage> read() {
    try {
      String stat = Files.readString(folder.resolve("stat"));
      // The command's name, in parentheses, may itself hold blanks and parentheses.
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(afterName[11]) + Long.parseLong(afterName[12]);
      int threads = Integer.parseInt(afterName[17]);
      long anonymousKib = 0;
      for (String line : Files.readAllLines(folder.resolve("status"))) {
        if (line.startsWith("RssAnon:") || line.startsWith("RssShmem:")) {
          anonymousKib += Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
      return Optional.of(
          new Metered.Usage(ticks * MS_PER_TICK, anonymousKib / KIB_PER_MIB, threads));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
