package flashsalelab.lab.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The end of a text, as error messages show it. */
public final class LastLines {
  private static final int SHOWN = 15;

  private LastLines() {}

  /** The last lines of a log; where it cannot be read, that, in words. */
  public static String of(Path log) {
    try {
      return of(new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      return "    (its log cannot be read: %s)".formatted(e.getMessage());
    }
  }

  /** The last of these lines, indented. */
  public static String of(List<String> lines) {
    return lines.stream()
        .skip(Math.max(0, lines.size() - SHOWN))
        .map(line -> "    " + line)
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
