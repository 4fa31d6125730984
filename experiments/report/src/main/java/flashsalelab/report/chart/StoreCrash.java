package flashsalelab.report.chart;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.figure.Figure;
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

/** What is lost with the server that keeps a sale, and for how long nobody can buy. */
public final class StoreCrash implements Chart {

  @Override
  public String name() {
    return "store-crash";
  }

  @Override
  public Optional<Figure> figure(Run run) {
    var looks = new Looks(run);
    var rows = new ArrayList<Row>();
    var shown = new ArrayList<RoundRow>();
    for (Experiment experiment : run.experiments()) {
      for (Window window : experiment.windows()) {
        List<Variant> killed =
            experiment.variants().stream()
                .filter(variant ->
                    experiment.records(window, variant).stream()
                        .anyMatch(row -> row.downMs() != null))
                .toList();
        if (!killed.isEmpty()) {
          rows.add(row(experiment, window, new VariantPanels(killed, looks)));
          killed.forEach(variant -> shown.addAll(experiment.rounds(window, variant)));
        }
      }
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Figure(
                "The server that keeps the sale is killed: what is lost, and for how long",
                rows,
                Caption.of(
                    run,
                    "Bars and dots: median of the rounds; whiskers: least and greatest round."
                        + " Killed is the process: what a machine takes with it when it goes down"
                        + " may be more.",
                    shown),
                Caption.warning(run)));
  }

  private static Row row(Experiment experiment, Window window, VariantPanels panels) {
    return new Row(
        "%s · %s · %s"
            .formatted(experiment.name(), window.phase(), Labels.inline(experiment, window)),
        "",
        List.of(),
        List.of(
            panels.panel(
                "lost",
                "accepted purchases of which nothing is on record, per round",
                Form.BARS,
                variant ->
                    experiment.records(window, variant).stream().map(RecordsRow::lost).toList(),
                (variant, spread) ->
                    "%s of %s"
                        .formatted(
                            Amount.tick(spread.median()),
                            Amount.of(reserved(experiment, window, variant)))),
            panels.panel(
                "away",
                "from its death until the sale could go on",
                Form.DOTS,
                variant ->
                    experiment.records(window, variant).stream().map(RecordsRow::downMs).toList(),
                (variant, spread) -> Amount.of(spread.median()) + " ms")));
  }

  /** Accepted purchases per round, the mean. */
  private static long reserved(Experiment experiment, Window window, Variant variant) {
    return Math.round(
        experiment.rounds(window, variant).stream()
            .mapToLong(RoundRow::reserved)
            .average()
            .orElse(0));
  }
}
