package flashsalelab.report.chart;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Series.Form;
import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Variant;
import flashsalelab.report.run.Window;
import flashsalelab.results.RoundRow;
import flashsalelab.results.Safety;
import flashsalelab.results.Verdicts.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The panels of one window: a line for each guard, the same ones in all. */
final class GuardPanels {
  private final Experiment experiment;
  private final Window window;
  private final List<Variant> variants;
  private final VariantPanels panels;

  GuardPanels(Experiment experiment, Window window, List<Variant> variants, Looks looks) {
    this.experiment = experiment;
    this.window = window;
    this.variants = variants;
    this.panels = new VariantPanels(variants, looks);
  }

  /** Whether a round of the window has this value. */
  boolean any(Function<RoundRow, ? extends @Nullable Object> value) {
    return variants.stream()
        .flatMap(variant -> experiment.rounds(window, variant).stream())
        .map(value)
        .anyMatch(Objects::nonNull);
  }

  /** Units promised beyond the supply, and what that makes of the guard. */
  Panel oversold() {
    return panel(
        "oversold",
        "units beyond the supply, per round",
        Form.BARS,
        RoundRow::oversold,
        (variant, spread) -> verdict(variant, Amount.tick(spread.median())));
  }

  /** Units that nobody could buy after the crash, before and after the reconciliation. */
  Panel lost() {
    return panel(
        "lost to sale by the crash",
        "units that nobody could buy or had, per round",
        Form.BARS,
        RoundRow::undersold,
        (variant, spread) -> lost(variant, Amount.tick(spread.median())));
  }

  private String lost(Variant variant, String before) {
    long after =
        experiment.rounds(window, variant).stream()
            .map(RoundRow::unrecovered)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    boolean none =
        experiment.rounds(window, variant).stream().allMatch(row -> row.undersold() == 0);
    return none && after == 0
        ? before
        : "%s; %s after reconciliation".formatted(before, Amount.of(after));
  }

  /** A cost in milliseconds; empty where no round has it. */
  Optional<Panel> cost(String title, String what, Function<RoundRow, @Nullable Double> value) {
    if (!any(value)) {
      return Optional.empty();
    }
    return Optional.of(
        panel(
            title,
            what,
            Form.DOTS,
            value,
            (variant, spread) -> Amount.of(spread.median()) + " ms"));
  }

  private Panel panel(
      String title,
      String what,
      Form form,
      Function<RoundRow, ? extends @Nullable Number> value,
      VariantPanels.Wording wording) {
    return panels.panel(
        title,
        what,
        form,
        variant -> experiment.rounds(window, variant).stream().map(value).toList(),
        wording);
  }

  /** A control, unless the verdict says that this is as expected of it here. */
  private boolean hasToFail(Variant variant) {
    return variant.control()
        && !experiment.verdict(window, variant).map(Verdict::asExpected).orElse(false);
  }

  private Safety safety(Variant variant) {
    return experiment
        .verdict(window, variant)
        .map(Verdict::safety)
        .orElseGet(() ->
            Safety.of(experiment.rounds(window, variant).stream().map(RoundRow::safety).toList()));
  }

  /** A nought that was not proven is not written like one that was. */
  private String verdict(Variant variant, String amount) {
    return switch (safety(variant)) {
      case PASS -> amount + (hasToFail(variant) ? " · PASS, but has to fail" : " · PASS");
      case FAIL -> amount + (variant.control() ? " · FAIL*" : " · FAIL");
      case UNKNOWN -> "UNKNOWN: saw " + amount;
    };
  }
}
