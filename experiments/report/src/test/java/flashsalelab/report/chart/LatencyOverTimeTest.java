package flashsalelab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Row;
import flashsalelab.report.figure.Series.Point;
import org.junit.jupiter.api.Test;

class LatencyOverTimeTest {

  private static TinyRun edges() {
    return new TinyRun("edges")
        .variant("one", "g")
        .variant("two", "g")
        .window("normal", "selling", 100, 9_999)
        .window("peak", "selling", 200, 9_999);
  }

  @Test
  void figure_ofSamplesAtPeak_isMedianOfRoundsPerSecond() {
    Figure figure =
        new LatencyOverTime()
            .figure(
                edges()
                    .sample("peak", "one", 1, 0, 1.0, 4.0)
                    .sample("peak", "one", 2, 0, 3.0, 8.0)
                    .sample("peak", "one", 1, 1, null, 5.0)
                    .sample("normal", "one", 1, 7, 100.0, 100.0)
                    .run())
            .orElseThrow();

    Row row = figure.rows().getFirst();
    assertThat(row.heading()).isEqualTo("edges · selling · peak");
    assertThat(row.panels()).extracting(Panel::title).containsExactly("p50", "p99");
    assertThat(row.panels().getFirst().series().getFirst().points())
        .containsExactly(new Point(0.5, 2.0, 1.0, 3.0, ""));
    assertThat(row.panels().getLast().series().getFirst().points())
        .containsExactly(new Point(0.5, 6.0, 4.0, 8.0, ""), new Point(1.5, 5.0, 5.0, 5.0, ""));
  }
}
