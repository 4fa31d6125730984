package flashsalelab.report.chart;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Row;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Point;
import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Run;
import flashsalelab.report.run.Spread;
import flashsalelab.report.run.Variant;
import flashsalelab.report.run.Window;
import flashsalelab.results.RoundRow;
import flashsalelab.results.Safety;
import flashsalelab.results.Verdicts.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Units promised beyond the supply, by stock guard: a row per load and phase. */
public final class OversellByGuard implements Chart {
  /** The share of the axis that bars take; the rest is for their labels. */
  private static final double BARS_SHARE = 0.5;

  @Override
  public String name() {
    return "oversell-by-guard";
  }

  @Override
  public Optional<Figure> figure(Run run) {
    var looks = new Looks(run);
    var rows = new ArrayList<Row>();
    var shown = new ArrayList<RoundRow>();
    var tally = new Tally();
    for (Experiment experiment : run.experiments()) {
      if (experiment.comparesGuards() && !experiment.rounds().isEmpty()) {
        double greatest =
            experiment.rounds().stream().mapToLong(RoundRow::oversold).max().orElse(0);
        Axis x =
            new Axis.Numbers(
                "units promised beyond the supply, per round",
                false,
                0,
                greatest > 0 ? greatest / BARS_SHARE : 10);
        for (Window window : experiment.windows()) {
          row(experiment, window, x, looks).ifPresent(rows::add);
        }
        shown.addAll(experiment.rounds());
        tally.add(experiment);
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            tally.sentence(),
            rows,
            Caption.of(
                run, "Bars: median of the rounds; whiskers: least and greatest round.", shown),
            Caption.warning(run)));
  }

  private static Optional<Row> row(Experiment experiment, Window window, Axis x, Looks looks) {
    List<Variant> variants =
        experiment.variants().stream()
            .filter(variant -> !experiment.rounds(window, variant).isEmpty())
            .toList();
    if (variants.isEmpty()) {
      return Optional.empty();
    }
    var series = new ArrayList<Series>();
    for (int i = 0; i < variants.size(); i++) {
      Variant variant = variants.get(i);
      List<RoundRow> rounds = experiment.rounds(window, variant);
      Spread spread = Spread.of(rounds.stream().map(RoundRow::oversold).toList()).orElseThrow();
      series.add(
          new Series(
              variant.name(),
              looks.of(variant),
              Series.Form.BARS,
              List.of(
                  new Point(
                      spread.median(),
                      i,
                      spread.least(),
                      spread.greatest(),
                      label(spread, variant, safety(experiment, window, variant, rounds))))));
    }
    return Optional.of(
        new Row(
            "%s · %s · %s"
                .formatted(experiment.name(), window.phase(), Labels.inline(experiment, window)),
            supply(window),
            List.of(),
            List.of(
                new Panel(
                    "",
                    x,
                    new Axis.Categories("", variants.stream().map(Looks::label).toList()),
                    series))));
  }

  private static String supply(Window window) {
    return window.stock().isPresent()
        ? Amount.of(window.stock().getAsLong(), "unit") + " on sale"
        : "";
  }

  private static String amount(Spread spread) {
    if (spread.least() == spread.greatest()) {
      return Amount.of(Math.round(spread.median()));
    }
    return "%s (%s to %s)"
        .formatted(
            Amount.tick(spread.median()),
            Amount.of(Math.round(spread.least())),
            Amount.of(Math.round(spread.greatest())));
  }

  private static Safety safety(
      Experiment experiment, Window window, Variant variant, List<RoundRow> rounds) {
    return experiment
        .verdict(window, variant)
        .map(Verdict::safety)
        .orElseGet(() -> Safety.of(rounds.stream().map(RoundRow::safety).toList()));
  }

  /** A nought that was not proven is not written like one that was. */
  private static String label(Spread spread, Variant variant, Safety safety) {
    return switch (safety) {
      case PASS ->
          amount(spread)
              + (variant.control() ? " · PASS, although a control must fail" : " · PASS");
      case FAIL -> amount(spread) + (variant.control() ? " · FAIL, as a control must" : " · FAIL");
      case UNKNOWN -> "UNKNOWN: saw %s, proves nothing".formatted(amount(spread));
    };
  }
}
