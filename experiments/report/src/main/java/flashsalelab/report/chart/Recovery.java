package flashsalelab.report.chart;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.run.Spread;
import flashsalelab.results.ExperimentSpec.SurgeSpec;
import flashsalelab.results.SampleRow;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How long after a surge a system was itself again, in whole seconds, in each round.
 *
 * @param seconds of the rounds in which it was, within the window
 * @param rounds that can be told, with figures before the surge
 */
record Recovery(List<Integer> seconds, int rounds) {
  /** Twice the p99 of before is usual again: a second's p99 rests on few purchases. */
  private static final double FACTOR = 2;

  private static final long MS_PER_S = 1_000;

  /** The rule, for a caption. */
  static final String RULE =
      "Recovered: the first of two seconds in a row after the overload whose p99 is at most twice"
          + " the median p99 of the seconds before it.";

  /** Works it out from all samples of a variant in a window. */
  static Recovery of(List<SampleRow> samples, SurgeSpec surge) {
    Map<Integer, List<SampleRow>> byRound =
        samples.stream()
            .collect(Collectors.groupingBy(SampleRow::round, TreeMap::new, Collectors.toList()));
    List<OptionalInt> found =
        byRound.values().stream()
            .filter(round -> usual(round, surge) > 0)
            .map(round -> seconds(round, surge))
            .toList();
    return new Recovery(
        found.stream().flatMapToInt(OptionalInt::stream).boxed().toList(), found.size());
  }

  /** The median p99 before the surge, 0 where there is none. */
  private static double usual(List<SampleRow> round, SurgeSpec surge) {
    return Spread.of(
            round.stream()
                .filter(row -> (row.second() + 1) * MS_PER_S <= surge.fromMs())
                .map(SampleRow::p99Ms)
                .toList())
        .map(Spread::median)
        .orElse(0.0);
  }

  private static OptionalInt seconds(List<SampleRow> round, SurgeSpec surge) {
    double limit = FACTOR * usual(round, surge);
    int over = (int) Math.ceilDiv(surge.untilMs(), MS_PER_S);
    List<SampleRow> after =
        round.stream()
            .filter(row -> row.second() >= over)
            .sorted(Comparator.comparingInt(SampleRow::second))
            .toList();
    for (int i = 0; i + 1 < after.size(); i++) {
      if (isWithin(after.get(i), limit) && isWithin(after.get(i + 1), limit)) {
        return OptionalInt.of(after.get(i).second() - over);
      }
    }
    return OptionalInt.empty();
  }

  private static boolean isWithin(SampleRow row, double limit) {
    Double p99 = row.p99Ms();
    return p99 != null && p99 <= limit;
  }

  /** For instance {@code was itself again after 2 s (1 to 3; in 6 of 6 rounds)}. */
  String sentence() {
    if (rounds == 0) {
      return "cannot be told";
    }
    return Spread.of(seconds)
        .map(spread ->
            "was itself again after %s s (%s to %s; in %d of %s)"
                .formatted(
                    Amount.tick(spread.median()),
                    Amount.tick(spread.least()),
                    Amount.tick(spread.greatest()),
                    seconds.size(),
                    Amount.of(rounds, "round")))
        .orElse("was not itself again in any of %s".formatted(Amount.of(rounds, "round")));
  }
}
