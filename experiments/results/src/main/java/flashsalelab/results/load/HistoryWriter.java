package flashsalelab.results.load;

import flashsalelab.results.Csv;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Appends {@link HistoryEntry} rows to a compressed CSV. Not thread-safe: one thread writes.
 *
 * <p>Rows are put together by hand: a generator writes thousands of them a second beside the load
 * it makes. No field may hold a comma, a quote or a line break, and none does: the generator chose
 * them or they are identifiers of visible ASCII.
 */
public final class HistoryWriter implements AutoCloseable {
  private final Writer out;
  private final StringBuilder row = new StringBuilder(160);

  public HistoryWriter(Path file) throws IOException {
    out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file), 1 << 16) {
                  {
                    def.setLevel(Deflater.BEST_SPEED);
                  }
                },
                StandardCharsets.US_ASCII),
            1 << 16);
    out.write(String.join(",", Csv.of(HistoryEntry.class).columns()));
    out.write('\n');
  }

  public void append(HistoryEntry entry) throws IOException {
    row.setLength(0);
    row.append(entry.segment())
        .append(',')
        .append(entry.intendedUs())
        .append(',')
        .append(entry.latencyUs())
        .append(',')
        .append(entry.acknowledgedUs())
        .append(',')
        .append(entry.buyer())
        .append(',')
        .append(entry.key())
        .append(',')
        .append(entry.outcome().word())
        .append(',')
        .append(entry.status())
        .append(',')
        .append(entry.order())
        .append('\n');
    out.append(row);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
