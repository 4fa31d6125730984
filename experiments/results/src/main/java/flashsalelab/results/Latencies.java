package flashsalelab.results;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

/**
 * Histogram logs (HdrHistogram log format 1.3, tagged) of times in microseconds. Percentiles come
 * from merged histograms, never from averages of percentiles.
 */
public final class Latencies {
  /** Microseconds to three significant digits up to ten minutes. */
  private static final long HIGHEST_US = 600_000_000L;

  private static final int DIGITS = 3;

  private Latencies() {}

  /** An empty histogram of latencies in microseconds. */
  public static Histogram empty() {
    Histogram histogram = new Histogram(HIGHEST_US, DIGITS);
    histogram.setAutoResize(true);
    return histogram;
  }

  /**
   * Adds one histogram at the end of a log, and the log's header where there is none yet.
   *
   * @param tag what it is a histogram of, without comma or white space
   */
  public static void append(Path log, String tag, Histogram histogram) {
    var bytes = new ByteArrayOutputStream();
    var writer = new HistogramLogWriter(bytes);
    if (!Files.exists(log)) {
      writer.outputLogFormatVersion();
      writer.outputComment("[times in microseconds]");
      writer.outputLegend();
    }
    Histogram tagged = histogram.copy();
    tagged.setTag(tag);
    tagged.setStartTimeStamp(histogram.getStartTimeStamp());
    tagged.setEndTimeStamp(histogram.getEndTimeStamp());
    writer.outputIntervalHistogram(tagged);
    writer.close();
    try {
      Files.write(log, bytes.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + log, e);
    }
  }

  /**
   * The histograms of a log, merged by tag, in the order in which the tags first appear.
   *
   * @throws NoSuchFileException if there is no such log
   * @throws IOException if a line of it is no histogram; the message names the log
   */
  public static Map<String, Histogram> byTag(Path log) throws IOException {
    var merged = new LinkedHashMap<String, Histogram>();
    if (hasHeaderOnly(log)) {
      return merged;
    }
    try (var reader = new HistogramLogReader(log.toFile())) {
      while (reader.hasNext()) {
        if (!(next(reader, log) instanceof Histogram histogram)) {
          throw broken(log, null);
        }
        String tag = histogram.getTag() == null ? "" : histogram.getTag();
        merged.computeIfAbsent(tag, key -> empty()).add(histogram);
      }
    } catch (FileNotFoundException e) {
      throw (NoSuchFileException) new NoSuchFileException(log.toString()).initCause(e);
    }
    return merged;
  }

  /** The library reads such a log as if a line of it were broken. */
  private static boolean hasHeaderOnly(Path log) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines.allMatch(line -> line.startsWith("#") || line.startsWith("\"StartTimestamp\""));
    }
  }

  /** Null at a line that the library cannot make sense of. */
  private static @Nullable EncodableHistogram next(HistogramLogReader reader, Path log)
      throws IOException {
    try {
      return reader.nextIntervalHistogram();
    } catch (RuntimeException e) {
      throw broken(log, e);
    }
  }

  private static IOException broken(Path log, @Nullable RuntimeException cause) {
    return new IOException(log + " is not a histogram log: a line of it holds no histogram", cause);
  }
}
