package flashsalelab.report.chart;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Form;
import flashsalelab.report.figure.Series.Point;
import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Spread;
import flashsalelab.report.run.Variant;
import flashsalelab.report.run.Window;
import flashsalelab.results.RoundRow;
import flashsalelab.results.Safety;
import flashsalelab.results.Verdicts.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The panels of one window: a line for each guard, the same ones in all. */
final class GuardPanels {
  /** The share of the axis that marks take; the rest is for their labels. */
  private static final double MARKS_SHARE = 0.5;

  private static final double NOTHING_SHOWN = 10;

  private final Experiment experiment;
  private final Window window;
  private final List<Variant> variants;
  private final Looks looks;
  private final Axis guards;

  GuardPanels(Experiment experiment, Window window, List<Variant> variants, Looks looks) {
    this.experiment = experiment;
    this.window = window;
    this.variants = variants;
    this.looks = looks;
    this.guards = new Axis.Categories("", variants.stream().map(Looks::label).toList());
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

  private interface Wording {
    String of(Variant variant, Spread spread);
  }

  private Panel panel(
      String title,
      String what,
      Form form,
      Function<RoundRow, ? extends @Nullable Number> value,
      Wording wording) {
    var series = new ArrayList<Series>();
    var ends = new ArrayList<Double>();
    for (int i = 0; i < variants.size(); i++) {
      Variant variant = variants.get(i);
      int place = i;
      Spread.of(experiment.rounds(window, variant).stream().map(value).toList())
          .ifPresent(spread -> {
            ends.add(spread.least());
            ends.add(spread.greatest());
            series.add(
                new Series(
                    variant.name(),
                    looks.of(variant),
                    form,
                    List.of(
                        new Point(
                            spread.median(),
                            place,
                            spread.least(),
                            spread.greatest(),
                            wording.of(variant, spread)))));
          });
    }
    return new Panel(
        title, form == Form.BARS ? counts(what, ends) : times(what, ends), guards, series);
  }

  private static Axis counts(String what, List<Double> values) {
    double greatest = values.stream().mapToDouble(value -> value).max().orElse(0);
    return new Axis.Numbers(what, false, 0, greatest > 0 ? greatest / MARKS_SHARE : NOTHING_SHOWN);
  }

  /** Where the values lie far apart, the room for labels is a number of decades. */
  private static Axis times(String what, List<Double> values) {
    Axis.Numbers fitting = Axis.Numbers.fitting(what, "ms", values);
    return fitting.log()
        ? new Axis.Numbers(
            fitting.title(), true, fitting.min(), fitting.max() * fitting.max() / fitting.min())
        : new Axis.Numbers(fitting.title(), false, 0, fitting.max() / MARKS_SHARE);
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
      case PASS -> amount + (variant.control() ? " · PASS, but has to fail" : " · PASS");
      case FAIL -> amount + (variant.control() ? " · FAIL*" : " · FAIL");
      case UNKNOWN -> "UNKNOWN: saw " + amount;
    };
  }
}
