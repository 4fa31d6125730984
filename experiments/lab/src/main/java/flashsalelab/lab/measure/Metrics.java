package flashsalelab.lab.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One reading of a process's metrics, in the Prometheus text format.
 *
 * @param series every series, in the order of the text
 */
public record Metrics(List<Series> series) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: \\d+)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  /**
   * One value.
   *
   * @param name of the metric
   * @param labels by name
   * @param value now
   */
  public record Series(String name, Map<String, String> labels, double value) {}

  public Metrics {
    series = List.copyOf(series);
  }

  /**
   * Asks a process.
   *
   * @param base its address; {@code /metrics} is added
   * @throws UncheckedIOException if it does not answer with metrics
   */
  public static Metrics scrape(URI base) {
    URI uri = base.resolve("/metrics");
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(uri).timeout(LIMIT).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new IOException("%s answered %d".formatted(uri, answer.statusCode()));
      }
      return parse(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("%s: %s".formatted(uri, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(uri + ": interrupted", e));
    }
  }

  /** Reads a text; what is no series is passed over. */
  public static Metrics parse(String text) {
    var found = new ArrayList<Series>();
    for (String line : text.split("\n", -1)) {
      Matcher matcher = LINE.matcher(line);
      if (!line.startsWith("#") && matcher.matches()) {
        found.add(new Series(matcher.group(1), labels(matcher.group(2)), number(matcher.group(3))));
      }
    }
    return new Metrics(found);
  }

  private static Map<String, String> labels(String text) {
    var labels = new LinkedHashMap<String, String>();
    if (text != null) {
      Matcher matcher = LABEL.matcher(text);
      while (matcher.find()) {
        labels.put(matcher.group(1), matcher.group(2));
      }
    }
    return labels;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** The sum of a metric's series that carry all these labels; 0 if there are none. */
  public double sum(String name, Map<String, String> labels) {
    return series.stream()
        .filter(one -> one.name().equals(name))
        .filter(one -> one.labels().entrySet().containsAll(labels.entrySet()))
        .mapToDouble(Series::value)
        .sum();
  }

  /** The labels of a metric's first series, or none. */
  public Map<String, String> labelsOf(String name) {
    return series.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .map(Series::labels)
        .orElse(Map.of());
  }
}
