package flashsalelab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Form;
import flashsalelab.report.figure.Series.Point;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyDistributionTest {

  private static TinyRun edges() {
    return new TinyRun("edges")
        .variant("one", "g")
        .variant("two", "g")
        .window("normal", "selling", 100, 9_999)
        .window("peak", "selling", 200, 9_999);
  }

  @Test
  void figure_ofHistograms_sharesAddUpAndPercentilesAreMarked() {
    Figure figure =
        new LatencyDistribution()
            .figure(
                edges()
                    .latencies("peak", "selling", "one", 1_000, 1_000, 1_000, 50_000)
                    .latencies("peak", "selling", "two", 2_000)
                    .run())
            .orElseThrow();

    List<Panel> panels = figure.rows().getFirst().panels();
    assertThat(panels).extracting(Panel::title).containsExactly("one, 4 answers", "two, 1 answer");
    Series bins = panels.getFirst().series().getFirst();
    assertThat(bins.form()).isEqualTo(Form.BINS);
    assertThat(bins.points().stream().mapToDouble(Point::y).sum()).isCloseTo(100, within(1e-6));
    assertThat(bins.points().getFirst().y()).isEqualTo(75);
    assertThat(panels.getFirst().series())
        .filteredOn(series -> series.form() == Form.REFERENCE)
        .flatExtracting(Series::points)
        .extracting(Point::label)
        .contains("p50 1.00 ms", "p99 50.0 ms");
  }

  @Test
  void figure_ofFiveVariants_isThreeAndTwoOfEqualWidth() {
    TinyRun run = new TinyRun("edges").window("peak", "selling", 1, 1);
    IntStream.rangeClosed(1, 5)
        .forEach(i -> run.variant("v" + i, "g").latencies("peak", "selling", "v" + i, 1_000L * i));

    assertThat(new LatencyDistribution().figure(run.run()).orElseThrow().rows())
        .extracting(row -> List.of(row.panels().size(), row.columns()))
        .containsExactly(List.of(3, 3), List.of(2, 3));
  }
}
