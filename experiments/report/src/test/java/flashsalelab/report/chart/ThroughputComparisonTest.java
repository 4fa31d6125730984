package flashsalelab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Row;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Form;
import flashsalelab.report.figure.Series.Point;
import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Variant;
import flashsalelab.report.run.Window;
import flashsalelab.results.RunInfo;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ThroughputComparisonTest {

  private static TinyRun edges() {
    return new TinyRun("edges")
        .variant("one", "g")
        .variant("two", "g")
        .window("normal", "selling", 100, 9_999)
        .window("peak", "selling", 200, 9_999);
  }

  @Test
  void figure_ofRounds_isMedianAgainstOffered() {
    Figure figure =
        new ThroughputComparison()
            .figure(
                edges()
                    .round("normal", "selling", "one", 1, 1.0, 99)
                    .round("peak", "selling", "one", 1, 1.0, 150)
                    .round("peak", "selling", "one", 2, 1.0, 170)
                    .round("peak", "selling", "one", 3, 1.0, 190)
                    .run())
            .orElseThrow();

    Panel panel = figure.rows().getFirst().panels().getFirst();
    assertThat(panel.title()).isEqualTo("selling");
    assertThat(panel.series().stream().filter(series -> series.form() == Form.REFERENCE))
        .extracting(series -> series.points().getFirst().y())
        .containsExactly(100.0, 200.0);
    assertThat(panel.series().get(2))
        .isEqualTo(
            new Series(
                "one",
                0,
                Form.DOTS,
                List.of(new Point(0, 99, 99, 99, "99.0"), new Point(1, 170, 150, 190, "170"))));
    assertThat(figure.rows().getFirst().legend())
        .extracting(Row.Swatch::name)
        .containsExactly("one", "two", "offered");
  }

  @Test
  void figure_ofRoundThatWasNotMeasured_isNotNought() {
    TinyRun run =
        edges()
            .round("peak", "selling", "one", 1, 1.0, 150)
            .notMeasured("peak", "selling", "one", 2)
            .notMeasured("peak", "selling", "two", 1);

    assertThat(
            new ThroughputComparison()
                .figure(run.run())
                .orElseThrow()
                .rows()
                .getFirst()
                .panels()
                .getFirst()
                .series())
        .filteredOn(series -> series.form() == Form.DOTS)
        .extracting(Series::points)
        .containsExactly(List.of(new Point(0, 150, 150, 150, "150")), List.of());
  }

  @Test
  void figure_withoutSpec_takesRateOfRequestsThatCame() {
    Figure figure =
        new ThroughputComparison()
            .figure(
                TinyRun.run(
                    RunInfo.Status.COMPLETE,
                    List.of(),
                    List.of(
                        new Experiment(
                            "edges",
                            List.of(new Variant("one", "one", false)),
                            List.of(
                                new Window(
                                    "peak",
                                    "selling",
                                    OptionalDouble.empty(),
                                    OptionalLong.empty())),
                            edges()
                                .round("peak", "selling", "one", 1, 1.0, 90)
                                .experiment()
                                .rounds(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            Map.of(),
                            Map.of()))))
            .orElseThrow();

    assertThat(figure.rows().getFirst().panels().getFirst().x())
        .isEqualTo(new Axis.Categories("", List.of("peak\n100/s")));
  }
}
