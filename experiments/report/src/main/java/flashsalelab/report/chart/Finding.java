package flashsalelab.report.chart;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Window;
import flashsalelab.results.Judgement;
import flashsalelab.results.Verdicts.Comparison;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the run's own comparisons come to, in a sentence. */
final class Finding {
  private static final int SPELLED_OUT = 2;

  private Finding() {}

  /**
   * The comparisons in one window.
   *
   * @param metric as the comparisons name it
   * @param word as readers do
   * @return empty if there are none
   */
  static String of(Experiment experiment, Window window, String metric, String word) {
    List<Comparison> comparisons = experiment.comparisons(window, metric);
    if (comparisons.isEmpty()) {
      return "";
    }
    String subject = "%s at %s: ".formatted(word, window.load());
    if (comparisons.size() <= SPELLED_OUT) {
      return subject
          + comparisons.stream().map(Finding::spelledOut).collect(Collectors.joining("; "));
    }
    return subject
        + "against %s, of %d variants "
            .formatted(comparisons.getFirst().baseline(), comparisons.size())
        + Arrays.stream(Judgement.values())
            .map(judgement ->
                comparisons.stream().filter(one -> one.judgement() == judgement).count()
                    + " "
                    + word(judgement))
            .filter(part -> !part.startsWith("0 "))
            .collect(Collectors.joining(", "));
  }

  private static String spelledOut(Comparison comparison) {
    Double ratio = comparison.ratio();
    Double low = comparison.low();
    Double high = comparison.high();
    if (ratio == null) {
      return "%s and %s could not be compared"
          .formatted(comparison.candidate(), comparison.baseline());
    }
    String interval =
        low == null || high == null
            ? ""
            : " [95%% interval %s to %s]".formatted(Amount.of(low), Amount.of(high));
    return "%s is %s × %s%s: %s"
        .formatted(
            comparison.candidate(),
            Amount.of(ratio),
            comparison.baseline(),
            interval,
            word(comparison.judgement()));
  }

  private static String word(Judgement judgement) {
    return judgement.name().toLowerCase(Locale.ROOT);
  }
}
