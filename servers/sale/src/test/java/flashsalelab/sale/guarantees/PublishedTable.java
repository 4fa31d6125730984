package flashsalelab.sale.guarantees;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of guarantees in this room's README: a row for each failure, a column for each guard.
 */
public record PublishedTable(List<String> guards, Map<String, List<String>> rows) {
  private static final Path README = Path.of("README.md");

  static PublishedTable read() throws IOException {
    return read(README);
  }

  /** Reads the one in a document. */
  public static PublishedTable read(Path document) throws IOException {
    List<List<String>> lines =
        Files.readAllLines(document, StandardCharsets.UTF_8).stream()
            .dropWhile(line -> !line.startsWith("| failure |"))
            .takeWhile(line -> line.startsWith("|"))
            .map(PublishedTable::cells)
            .toList();
    Map<String, List<String>> rows = new LinkedHashMap<>();
    lines.stream().skip(2).forEach(row -> rows.put(row.getFirst(), row.subList(1, row.size())));
    List<String> head = lines.getFirst();
    return new PublishedTable(head.subList(1, head.size()), rows);
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
        .map(cell -> cell.strip().replace("`", ""))
        .toList();
  }

  /** The names of its rows. */
  public List<String> failures() {
    return List.copyOf(rows.keySet());
  }

  /** The cell's word; empty if there is no such row or column. */
  public String verdict(String failure, String guard) {
    int column = guards.indexOf(guard);
    List<String> row = rows.getOrDefault(failure, List.of());
    return column < 0 || column >= row.size() ? "" : row.get(column);
  }
}
