package flashsalelab.report.chart;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Row;
import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Run;
import flashsalelab.report.run.Variant;
import flashsalelab.report.run.Window;
import flashsalelab.results.RoundRow;
import flashsalelab.results.UpdateRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * How long subscribers waited for a change: a panel per variant that had some, a row per window.
 */
public final class StockUpdates implements Chart {

  @Override
  public String name() {
    return "stock-updates";
  }

  @Override
  public Optional<Figure> figure(Run run) {
    var looks = new Looks(run);
    var rows = new ArrayList<Row>();
    var shown = new ArrayList<RoundRow>();
    for (Experiment experiment : run.experiments()) {
      for (Window window : experiment.windows()) {
        Map<Variant, Histogram> histograms = histograms(experiment, window);
        if (!histograms.isEmpty()) {
          rows.add(row(experiment, window, histograms, looks));
          histograms.keySet().forEach(variant -> shown.addAll(experiment.rounds(window, variant)));
        }
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            "Stock updates: how long until a subscriber learns of a change, while others buy",
            rows,
            Caption.of(
                run,
                "Bars: share of all delays, a subscriber and a change each, from the change's"
                    + " request to the first event that tells of it; lines: percentiles.",
                shown),
            Caption.warning(run)));
  }

  private static Map<Variant, Histogram> histograms(Experiment experiment, Window window) {
    var histograms = new LinkedHashMap<Variant, Histogram>();
    Map<String, Histogram> tags = experiment.delays().getOrDefault(window, Map.of());
    for (Variant variant : experiment.variants()) {
      Histogram histogram = tags.get(variant.name());
      if (histogram != null && histogram.getTotalCount() > 0) {
        histograms.put(variant, histogram);
      }
    }
    return histograms;
  }

  private static Row row(
      Experiment experiment, Window window, Map<Variant, Histogram> histograms, Looks looks) {
    return new Row(
        "%s · %s · %s"
            .formatted(experiment.name(), window.phase(), Labels.inline(experiment, window)),
        finding(experiment, window, histograms),
        List.of(),
        new Distribution("delay", "delay", histograms).panels(looks, Variant::name));
  }

  private static String finding(
      Experiment experiment, Window window, Map<Variant, Histogram> histograms) {
    List<UpdateRow> rows =
        histograms.keySet().stream()
            .flatMap(variant -> experiment.updates(window, variant).stream())
            .toList();
    String crowds =
        rows.stream()
            .map(UpdateRow::subscribers)
            .distinct()
            .sorted()
            .map(count -> Amount.of(count.longValue()))
            .collect(Collectors.joining(" and "));
    return "%s subscribers; %s missed the last change, %s"
        .formatted(
            crowds,
            Amount.of(rows.stream().mapToLong(UpdateRow::missed).sum()),
            Amount.of(rows.stream().mapToLong(UpdateRow::reconnects).sum(), "reconnect"));
  }
}
