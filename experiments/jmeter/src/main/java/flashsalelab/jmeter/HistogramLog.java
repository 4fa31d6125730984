package flashsalelab.jmeter;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * A histogram log (HdrHistogram log format 1.3) of tagged intervals in microseconds, with absolute
 * time stamps. Not thread-safe.
 */
final class HistogramLog implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private final HistogramLogWriter writer;

  /**
   * Begins a log.
   *
   * @param what it holds, for its header
   * @param startMs when it begins, epoch milliseconds
   */
  HistogramLog(Path file, String what, long startMs) throws IOException {
    out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
    writer = new HistogramLogWriter(out);
    writer.outputLogFormatVersion();
    writer.outputComment("[" + what + ", in microseconds]");
    writer.outputStartTime(startMs);
    writer.outputLegend();
    out.flush();
  }

  /** Adds what a histogram holds as the interval that it is marked with, unless it is empty. */
  void append(String tag, Histogram interval) {
    if (interval.getTotalCount() > 0) {
      interval.setTag(tag);
      writer.outputIntervalHistogram(interval);
    }
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() {
    writer.close();
  }
}
