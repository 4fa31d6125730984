package flashsalelab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Row;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Form;
import flashsalelab.report.figure.Series.Point;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OtherChartsTest {

  private static TinyRun edges() {
    return new TinyRun("edges")
        .variant("one", "g")
        .variant("two", "g")
        .window("normal", "selling", 100, 9_999)
        .window("peak", "selling", 200, 9_999);
  }

  @Test
  void throughput_ofRounds_isMedianAgainstOffered() {
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
  void throughput_ofRoundThatWasNotMeasured_isNotNought() {
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
  void throughput_withoutSpec_takesRateOfRequestsThatCame() {
    Figure figure =
        new ThroughputComparison()
            .figure(
                TinyRun.run(
                    flashsalelab.results.RunInfo.Status.COMPLETE,
                    List.of(),
                    List.of(
                        new flashsalelab.report.run.Experiment(
                            "edges",
                            List.of(new flashsalelab.report.run.Variant("one", "one", false)),
                            List.of(
                                new flashsalelab.report.run.Window(
                                    "peak",
                                    "selling",
                                    java.util.OptionalDouble.empty(),
                                    java.util.OptionalLong.empty())),
                            edges()
                                .round("peak", "selling", "one", 1, 1.0, 90)
                                .experiment()
                                .rounds(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            java.util.Map.of()))))
            .orElseThrow();

    assertThat(figure.rows().getFirst().panels().getFirst().x())
        .isEqualTo(new Axis.Categories("", List.of("peak\n100/s")));
  }

  @Test
  void resources_ofSeveralProcesses_areSummedPerComponentAndRound() {
    Figure figure =
        new ResourceUsage()
            .figure(
                edges()
                    .round("normal", "selling", "one", 1, 1.0, 99)
                    .resource("normal", "one", 1, "edge", 0.5, 100)
                    .resource("normal", "one", 1, "edge", 0.7, 120)
                    .resource("normal", "one", 2, "edge", 0.8, 200)
                    .resource("normal", "one", 1, "redis", 0.1, 10)
                    .run())
            .orElseThrow();

    Row row = figure.rows().getFirst();
    assertThat(row.heading()).isEqualTo("edges · selling · normal");
    assertThat(row.panels()).extracting(Panel::title).containsExactly("CPU", "memory");
    assertThat(row.panels().getFirst().x())
        .isEqualTo(new Axis.Categories("", List.of("edge", "redis")));
    Point edge = row.panels().getFirst().series().getFirst().points().getFirst();
    assertThat(edge.y()).isCloseTo(1.0, within(1e-9));
    assertThat(edge.low()).isCloseTo(0.8, within(1e-9));
    assertThat(edge.high()).isCloseTo(1.2, within(1e-9));
    assertThat(row.panels().getLast().series().getFirst().points().getFirst().y())
        .isCloseTo(210, within(1e-9));
    assertThat(row.panels().getFirst().series().getLast().points()).isEmpty();
  }

  @Test
  void resources_ofSeveralLoads_haveRowPerResourceAndPanelPerLoad() {
    Figure figure =
        new ResourceUsage()
            .figure(
                edges()
                    .resource("normal", "one", 1, "edge", 0.5, 100)
                    .resource("peak", "one", 1, "edge", 0.9, 100)
                    .run())
            .orElseThrow();

    assertThat(figure.rows())
        .extracting(Row::heading)
        .containsExactly("edges · selling · CPU", "edges · selling · memory");
    assertThat(figure.rows().getFirst().panels())
        .extracting(Panel::title)
        .containsExactly("load normal", "load peak");
    assertThat(figure.rows().getFirst().sharesVertical()).isTrue();
  }

  @Test
  void overTime_ofSamplesAtPeak_isMedianOfRoundsPerSecond() {
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

  @Test
  void distribution_ofHistograms_sharesAddUpAndPercentilesAreMarked() {
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
  void distribution_ofFiveVariants_isThreeAndTwoOfEqualWidth() {
    TinyRun run = new TinyRun("edges").window("peak", "selling", 1, 1);
    IntStream.rangeClosed(1, 5)
        .forEach(i -> run.variant("v" + i, "g").latencies("peak", "selling", "v" + i, 1_000L * i));

    assertThat(new LatencyDistribution().figure(run.run()).orElseThrow().rows())
        .extracting(row -> List.of(row.panels().size(), row.columns()))
        .containsExactly(List.of(3, 3), List.of(2, 3));
  }

  @Test
  void charts_ofRunWithoutData_areEmpty() {
    assertThat(Chart.ALL)
        .allSatisfy(chart -> {
          assertThat(chart.figure(edges().run())).isEmpty();
          assertThat(
                  chart.figure(
                      TinyRun.run(
                          flashsalelab.results.RunInfo.Status.COMPLETE, List.of(), List.of())))
              .isEmpty();
        });
  }
}
