package flashsalelab.lab.launch.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the two forms that control group files have. */
final class CgroupFiles {
  private CgroupFiles() {}

  /** A file that holds one number. */
  static long number(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip());
  }

  /** A file with a name and a number on each line. */
  static Map<String, Long> table(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.split(" ", 2))
        .filter(fields -> fields.length == 2)
        .collect(Collectors.toMap(fields -> fields[0], fields -> Long.parseLong(fields[1])));
  }
}
