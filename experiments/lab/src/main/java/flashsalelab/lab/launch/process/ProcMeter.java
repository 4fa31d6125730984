package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.Metered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Counters of a process and those that it has started, from {@code /proc/PID/stat} and {@code
 * /proc/PID/status}, see proc(5). CPU time comes in ticks of 10 ms; that of children which have
 * ended is their parent's. Memory is RssAnon + RssShmem, as pages of files can be taken back; what
 * they share counts once.
 *
 * @param folders of the processes, {@code /proc/PID}, as they are now, the first one's own first
 */
record ProcMeter(Supplier<List<Path>> folders) implements Metered.Meter {
  /** USER_HZ, which is 100 wherever the JDK runs on Linux. */
  private static final double MS_PER_TICK = 10;

  private static final double KIB_PER_MIB = 1024;

  /** The first of four: user, system, and both of children that have ended. */
  private static final int USER_TICKS = 11;

  private static final int CHILDREN_SYSTEM_TICKS = 14;
  private static final int THREADS = 17;

  /** Of a process and all that descend from it. */
  static ProcMeter of(Supplier<List<Long>> pids) {
    return new ProcMeter(
        () -> pids.get().stream().map(pid -> Path.of("/proc", Long.toString(pid))).toList());
  }

  private record Counters(long ticks, long anonymousKib, long sharedKib, int threads) {
    Counters plus(Counters other) {
      return new Counters(
          ticks + other.ticks,
          anonymousKib + other.anonymousKib,
          Math.max(sharedKib, other.sharedKib),
          threads + other.threads);
    }
  }

  @Override
  public Optional<Metered.Usage> read() {
    return folders.get().stream()
        .flatMap(folder -> counters(folder).stream())
        .reduce(Counters::plus)
        .map(all ->
            new Metered.Usage(
                all.ticks() * MS_PER_TICK,
                (all.anonymousKib() + all.sharedKib()) / KIB_PER_MIB,
                all.threads()));
  }

  private static Optional<Counters> counters(Path folder) {
    try {
      String stat = Files.readString(folder.resolve("stat"));
      // The command's name, in parentheses, may itself hold blanks and parentheses.
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int field = USER_TICKS; field <= CHILDREN_SYSTEM_TICKS; field++) {
        ticks += Long.parseLong(afterName[field]);
      }
      List<String> status = Files.readAllLines(folder.resolve("status"));
      return Optional.of(
          new Counters(
              ticks,
              kib(status, "RssAnon:"),
              kib(status, "RssShmem:"),
              Integer.parseInt(afterName[THREADS])));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static long kib(List<String> status, String field) {
    return status.stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }
}
