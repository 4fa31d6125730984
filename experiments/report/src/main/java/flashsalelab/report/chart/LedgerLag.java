package flashsalelab.report.chart;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Row;
import flashsalelab.report.figure.Series.Form;
import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Run;
import flashsalelab.report.run.Variant;
import flashsalelab.report.run.Window;
import flashsalelab.results.RecordsRow;
import flashsalelab.results.RoundRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How far the permanent ledger is behind the sale: a row per window. */
public final class LedgerLag implements Chart {

  @Override
  public String name() {
    return "ledger-lag";
  }

  @Override
  public Optional<Figure> figure(Run run) {
    var looks = new Looks(run);
    var rows = new ArrayList<Row>();
    var shown = new ArrayList<RoundRow>();
    for (Experiment experiment : run.experiments()) {
      if (!experiment.killsTheStore()) {
        for (Window window : experiment.windows()) {
          List<Variant> behind =
              experiment.variants().stream()
                  .filter(variant ->
                      experiment.records(window, variant).stream()
                          .anyMatch(row -> row.lagMaxMs() != null))
                  .toList();
          if (!behind.isEmpty()) {
            rows.add(row(experiment, window, new VariantPanels(behind, looks)));
            behind.forEach(variant -> shown.addAll(experiment.rounds(window, variant)));
          }
        }
      }
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Figure(
                "How far the permanent ledger is behind the sale",
                rows,
                Caption.of(
                    run, "Dots: median of the rounds; whiskers: least and greatest round.", shown),
                Caption.warning(run)));
  }

  private static Row row(Experiment experiment, Window window, VariantPanels panels) {
    return new Row(
        "%s · %s · %s"
            .formatted(experiment.name(), window.phase(), Labels.inline(experiment, window)),
        "",
        List.of(),
        List.of(
            panel(experiment, window, panels, "mostly", "lag, median", RecordsRow::lagP50Ms),
            panel(
                experiment, window, panels, "at most", "lag, the largest", RecordsRow::lagMaxMs)));
  }

  private static Panel panel(
      Experiment experiment,
      Window window,
      VariantPanels panels,
      String title,
      String what,
      Function<RecordsRow, @Nullable Double> lag) {
    return panels.panel(
        title,
        what,
        Form.DOTS,
        variant -> experiment.records(window, variant).stream().map(lag).toList(),
        (variant, spread) -> Amount.of(spread.median()) + " ms");
  }
}
