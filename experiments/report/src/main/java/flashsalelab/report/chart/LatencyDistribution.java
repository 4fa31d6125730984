package flashsalelab.report.chart;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Row;
import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Run;
import flashsalelab.report.run.Variant;
import flashsalelab.report.run.Window;
import flashsalelab.results.RoundRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Histograms of latency at peak load in the first phase: a panel per variant. */
public final class LatencyDistribution implements Chart {
  private static final int MOST_COLUMNS = 4;

  @Override
  public String name() {
    return "latency-distribution";
  }

  @Override
  public Optional<Figure> figure(Run run) {
    var looks = new Looks(run);
    var rows = new ArrayList<Row>();
    var shown = new ArrayList<RoundRow>();
    for (Experiment experiment : run.notOnGuards()) {
      for (Window window : experiment.firstPhase().flatMap(experiment::peak).stream().toList()) {
        Map<Variant, Histogram> histograms = histograms(experiment, window);
        rows.addAll(rows(experiment, window, histograms, looks));
        histograms.keySet().forEach(variant -> shown.addAll(experiment.rounds(window, variant)));
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            "Distribution of latency: how many answers took how long",
            rows,
            Caption.of(
                run,
                "Bars: share of the decided purchases of all rounds, in bins of equal ratio; lines:"
                    + " percentiles of the same.",
                shown),
            Caption.warning(run)));
  }

  private static Map<Variant, Histogram> histograms(Experiment experiment, Window window) {
    var histograms = new LinkedHashMap<Variant, Histogram>();
    Map<String, Histogram> tags = experiment.latencies().getOrDefault(window, Map.of());
    for (Variant variant : experiment.variants()) {
      Histogram histogram = tags.get(variant.name());
      if (histogram != null && histogram.getTotalCount() > 0) {
        histograms.put(variant, histogram);
      }
    }
    return histograms;
  }

  private static List<Row> rows(
      Experiment experiment, Window window, Map<Variant, Histogram> histograms, Looks looks) {
    if (histograms.isEmpty()) {
      return List.of();
    }
    List<Panel> panels =
        new Distribution("latency", "answer", histograms)
            .panels(looks, variant -> title(variant, histograms));
    String heading = "%s · %s · %s".formatted(experiment.name(), window.phase(), window.load());
    var rows = new ArrayList<Row>();
    int lines = Math.ceilDiv(panels.size(), MOST_COLUMNS);
    int columns = Math.ceilDiv(panels.size(), lines);
    for (int i = 0; i < panels.size(); i += columns) {
      rows.add(
          new Row(
              i == 0 ? heading : "",
              i == 0 ? Finding.of(experiment, window, "p99_ms", "p99") : "",
              List.of(),
              panels.subList(i, Math.min(panels.size(), i + columns)),
              columns));
    }
    return rows;
  }

  private static String title(Variant variant, Map<Variant, Histogram> histograms) {
    long answers = Objects.requireNonNull(histograms.get(variant)).getTotalCount();
    return "%s, %s".formatted(Looks.label(variant), Amount.of(answers, "answer"));
  }
}
