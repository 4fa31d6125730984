package flashsalelab.report.chart;

import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Form;
import flashsalelab.report.figure.Series.Point;
import flashsalelab.report.run.Spread;
import flashsalelab.report.run.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Panels with a line for each variant, the same ones in all, and a label beside each mark.
 *
 * @param variants from the top
 */
record VariantPanels(List<Variant> variants, Looks looks) {
  /** The share of the axis that marks take; the rest is for their labels. */
  private static final double MARKS_SHARE = 0.5;

  private static final double NOTHING_SHOWN = 10;

  VariantPanels {
    variants = List.copyOf(variants);
  }

  /** The label of a mark. */
  interface Wording {
    String of(Variant variant, Spread spread);
  }

  /**
   * A panel; a variant without a value has no mark.
   *
   * @param what the values are, for the axis: of times where they are dots, of a number where bars
   * @param values of a variant, one for each round
   */
  Panel panel(
      String title,
      String what,
      Form form,
      Function<Variant, List<? extends @Nullable Number>> values,
      Wording wording) {
    var series = new ArrayList<Series>();
    var ends = new ArrayList<Double>();
    for (int i = 0; i < variants.size(); i++) {
      Variant variant = variants.get(i);
      int place = i;
      Spread.of(values.apply(variant))
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
        title,
        form == Form.BARS ? counts(what, ends) : times(what, ends),
        new Axis.Categories("", variants.stream().map(Looks::label).toList()),
        series);
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
}
