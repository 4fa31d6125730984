package flashsalelab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Row;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Form;
import flashsalelab.report.figure.Series.Point;
import flashsalelab.results.Judgement;
import flashsalelab.results.RunInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyComparisonTest {
  private final LatencyComparison chart = new LatencyComparison();

  private static TinyRun twoVariants() {
    return new TinyRun("edges")
        .variant("one", "g")
        .variant("two", "g")
        .window("normal", "selling", 100, 9_999)
        .window("peak", "selling", 1_200, 9_999)
        .window("peak", "sold-out", 1_200, 0)
        .round("normal", "selling", "one", 1, 1.0, 90)
        .round("normal", "selling", "one", 2, 1.4, 90)
        .round("normal", "selling", "two", 1, 2.0, 90)
        .round("peak", "selling", "one", 1, 5.0, 90)
        .round("peak", "sold-out", "two", 1, 4.0, 90);
  }

  @Test
  void figure_ofRounds_hasPanelPerPercentileAndRowPerPhase() {
    Figure figure = chart.figure(twoVariants().run()).orElseThrow();

    assertThat(figure.rows())
        .extracting(Row::heading)
        .containsExactly("edges · selling", "edges · sold-out");
    assertThat(figure.rows().getFirst().panels())
        .extracting(Panel::title)
        .containsExactly("p50", "p95", "p99");
    assertThat(figure.rows().getFirst().panels().getFirst().x())
        .isEqualTo(new Axis.Categories("", List.of("normal\n100/s", "peak\n1,200/s")));
    assertThat(figure.rows().getFirst().panels().getFirst().series())
        .containsExactly(
            new Series(
                "one",
                0,
                Form.DOTS,
                List.of(new Point(0, 1.2, 1.0, 1.4, "1.20"), new Point(1, 5.0, 5.0, 5.0, "5.00"))),
            new Series("two", 1, Form.DOTS, List.of(new Point(0, 2.0, 2.0, 2.0, "2.00"))));
    assertThat(figure.rows().getFirst().panels().get(2).series().getLast().points())
        .containsExactly(new Point(0, 6.0, 6.0, 6.0, "6.00"));
    assertThat(figure.caption().getFirst())
        .contains("median of the rounds", "n: 1 to 2 rounds", "5,000 requests");
  }

  @Test
  void figure_withSummary_takesMergedValueAndSpreadOfRounds() {
    Figure figure =
        chart.figure(twoVariants().summary("normal", "selling", "one", 1.3).run()).orElseThrow();

    assertThat(figure.rows().getFirst().panels().getFirst().series().getFirst().points().getFirst())
        .isEqualTo(new Point(0, 1.3, 1.0, 1.4, "1.30"));
    assertThat(figure.caption().getFirst()).contains("all rounds merged");
  }

  @Test
  void figure_withComparison_statesIt() {
    Figure figure =
        chart
            .figure(twoVariants().comparison("peak", "p99_ms", "two", 1.5, Judgement.SLOWER).run())
            .orElseThrow();

    assertThat(figure.rows().getFirst().finding())
        .isEqualTo("p99 at peak: two is 1.50 × one [95% interval 1.40 to 1.60]: slower");
  }

  @Test
  void figure_withManyComparisons_countsJudgements() {
    TinyRun run = twoVariants().variant("three", "g").variant("four", "g");
    run.comparison("peak", "p99_ms", "two", 1.5, Judgement.SLOWER);
    run.comparison("peak", "p99_ms", "three", 0.5, Judgement.FASTER);
    run.comparison("peak", "p99_ms", "four", 1.6, Judgement.SLOWER);

    assertThat(chart.figure(run.run()).orElseThrow().rows().getFirst().finding())
        .isEqualTo("p99 at peak: against one, of 3 variants 1 faster, 2 slower");
  }

  @Test
  void figure_withComparisonWithoutPairs_saysSo() {
    TinyRun run = twoVariants().comparison("peak", "p99_ms", "two", null, Judgement.INCONCLUSIVE);

    assertThat(chart.figure(run.run()).orElseThrow().rows().getFirst().finding())
        .isEqualTo("p99 at peak: two and one could not be compared");
  }

  @Test
  void figure_ofWideRange_isLogarithmicAndSaysSo() {
    Figure narrow = chart.figure(twoVariants().run()).orElseThrow();
    Figure wide =
        chart
            .figure(twoVariants().round("peak", "selling", "two", 1, 400.0, 90).run())
            .orElseThrow();

    assertThat(wide.rows().getFirst().panels().getFirst().y().title())
        .isEqualTo("latency (ms, log scale)");
    assertThat(wide.rows().getFirst().sharesVertical()).isTrue();
    assertThat(((Axis.Numbers) narrow.rows().getFirst().panels().getFirst().y()).log()).isTrue();
    assertThat(
            ((Axis.Numbers)
                    chart
                        .figure(
                            new TinyRun("e")
                                .variant("one", "g")
                                .round("peak", "selling", "one", 1, 2.0, 1)
                                .window("peak", "selling", 10, 10)
                                .run())
                        .orElseThrow()
                        .rows()
                        .getFirst()
                        .panels()
                        .getFirst()
                        .y())
                .log())
        .isFalse();
  }

  @Test
  void figure_ofRoundsWithoutAnswers_isEmpty() {
    TinyRun run =
        new TinyRun("edges")
            .variant("one", "g")
            .window("peak", "selling", 100, 10)
            .unknown("peak", "selling", "one", 1);

    assertThat(chart.figure(run.run())).isEmpty();
    assertThat(chart.figure(new TinyRun("nothing").run())).isEmpty();
  }

  @Test
  void figure_ofRunWithOtherExperiments_leavesGuardsOut() {
    TinyRun guards =
        new TinyRun("guards")
            .variant("a", "a")
            .variant("b", "b")
            .window("stress", "rush", 10, 10)
            .round("stress", "rush", "a", 1, 1.0, 1);
    var both =
        TinyRun.run(
            RunInfo.Status.COMPLETE,
            List.of(),
            List.of(guards.experiment(), twoVariants().experiment()));

    assertThat(chart.figure(both).orElseThrow().rows())
        .allSatisfy(row -> assertThat(row.heading()).startsWith("edges"));
    assertThat(chart.figure(guards.run()).orElseThrow().rows())
        .allSatisfy(row -> assertThat(row.heading()).startsWith("guards"));
  }
}
