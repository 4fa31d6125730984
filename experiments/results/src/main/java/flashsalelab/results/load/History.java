package flashsalelab.results.load;

import flashsalelab.results.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads what a {@link HistoryWriter} wrote. */
public final class History {
  private History() {}

  /**
   * All rows of {@code history.csv.gz}, in the order in which they were written.
   *
   * @throws IOException if the file is missing, cut short or not such a file
   */
  public static List<HistoryEntry> read(Path file) throws IOException {
    return Csv.of(HistoryEntry.class).read(file);
  }
}
