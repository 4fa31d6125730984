package flashsalelab.lab.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The processors that this process may run on, by number: they need not begin with 0. */
public final class AllowedProcessors {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String FIELD = "Cpus_allowed_list:";
  private static final Pattern RANGE = Pattern.compile("(\\d+)(?:-(\\d+))?");

  private AllowedProcessors() {}

  /** What {@code /proc/self/status} says, see proc(5); empty where there is no such file. */
  public static List<Integer> read() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(FIELD))
          .findFirst()
          .map(line -> parse(line.substring(FIELD.length())))
          .orElse(List.of());
    } catch (IOException noProc) {
      return List.of();
    }
  }

  /** Reads a list such as {@code 0-2,7}. */
  static List<Integer> parse(String list) {
    return RANGE
        .matcher(list)
        .results()
        .flatMap(range -> {
          int first = Integer.parseInt(range.group(1));
          int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
          return IntStream.rangeClosed(first, last).boxed();
        })
        .toList();
  }
}
