package flashsalelab.report.chart;

import flashsalelab.report.figure.Series.Point;
import flashsalelab.report.run.Spread;
import flashsalelab.results.SampleRow;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A figure of each second of a window over all rounds. */
final class SecondBySecond {
  private SecondBySecond() {}

  /** A point in the middle of each second that has a value in any round. */
  static List<Point> points(
      List<SampleRow> samples, Function<SampleRow, @Nullable Double> ofSecond) {
    var points = new ArrayList<Point>();
    samples.stream()
        .collect(Collectors.groupingBy(SampleRow::second, TreeMap::new, Collectors.toList()))
        .forEach((second, rows) ->
            Spread.of(rows.stream().map(ofSecond).toList())
                .ifPresent(spread ->
                    points.add(
                        new Point(
                            second + 0.5,
                            spread.median(),
                            spread.least(),
                            spread.greatest(),
                            ""))));
    return points;
  }
}
