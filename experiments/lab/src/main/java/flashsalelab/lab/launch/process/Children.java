package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The register of child processes, kept in a file so that a lab that was killed leaves no orphans
 * for long: the next lab ends those whose own lab is gone. Thread-safe within one lab.
 */
final class Children {
  private static final Logger LOG = LoggerFactory.getLogger(Children.class);

  private final Path register;

  Children(Path register) {
    this.register = register;
  }

  /** Ends the orphans of labs that no longer run. */
  synchronized void endOrphans() {
    for (Entry entry : entries()) {
      if (entry.lab().find().isEmpty()) {
        entry.child().find().ifPresent(Children::end);
      }
    }
    prune();
  }

  private static void end(ProcessHandle orphan) {
    LOG.warn("ending process {}, left behind by a lab that was killed", orphan.pid());
    orphan.destroyForcibly();
  }

  /** Notes a child of this lab. */
  synchronized void add(ProcessHandle child) {
    var entry = new Entry(ProcessIdentity.own(), ProcessIdentity.of(child));
    try {
      Files.createDirectories(register.toAbsolutePath().getParent());
      Files.writeString(
          register, entry.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + register, e);
    }
  }

  /** Strikes out what has ended, and whatever no lab wrote. */
  synchronized void prune() {
    Predicate<Entry> runs =
        entry -> entry.child().find().isPresent() && entry.lab().find().isPresent();
    List<String> left = entries().stream().filter(runs).map(Entry::line).toList();
    try {
      if (left.isEmpty()) {
        Files.deleteIfExists(register);
      } else {
        Files.write(register, left);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + register, e);
    }
  }

  private List<Entry> entries() {
    try {
      return Files.exists(register)
          ? Files.readAllLines(register).stream()
              .flatMap(line -> Entry.parse(line).stream())
              .toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + register, e);
    }
  }

  /** A child, and the lab whose it is. */
  private record Entry(ProcessIdentity lab, ProcessIdentity child) {
    private static final Pattern LINE = Pattern.compile("(\\d+) (\\d+) (\\d+) (\\d+)");

    static Optional<Entry> parse(String line) {
      Matcher matcher = LINE.matcher(line);
      return matcher.matches()
          ? Optional.of(new Entry(identity(matcher, 1), identity(matcher, 3)))
          : Optional.empty();
    }

    private static ProcessIdentity identity(Matcher matcher, int group) {
      return new ProcessIdentity(
          Long.parseLong(matcher.group(group)), Long.parseLong(matcher.group(group + 1)));
    }

    String line() {
      return "%d %d %d %d".formatted(lab.pid(), lab.startMs(), child.pid(), child.startMs());
    }
  }
}
