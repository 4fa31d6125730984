package flashsalelab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Row;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Form;
import flashsalelab.report.figure.Series.Point;
import flashsalelab.results.Safety;
import java.util.List;
import org.junit.jupiter.api.Test;

class OversellByGuardTest {
  private final OversellByGuard chart = new OversellByGuard();

  private static TinyRun guards() {
    return new TinyRun("guards")
        .variant("safe", "safe")
        .control("broken", "broken")
        .window("stress", "rush", 3_000, 1_000);
  }

  @Test
  void figure_ofSafeGuardAndControl_statesWhoSoldHowMany() {
    Figure figure =
        chart
            .figure(
                guards()
                    .oversold("stress", "rush", "safe", 1, 0)
                    .oversold("stress", "rush", "safe", 2, 0)
                    .oversold("stress", "rush", "broken", 1, 100)
                    .oversold("stress", "rush", "broken", 2, 212)
                    .run())
            .orElseThrow();

    assertThat(figure.title()).isEqualTo("safe sold 0 too many; broken sold 312 too many");
    assertThat(figure.caption().getFirst()).contains("FAIL*: a control, which has to fail.");
    Row row = figure.rows().getFirst();
    assertThat(row.panels()).extracting(Panel::title).containsExactly("oversold", "time");
    assertThat(row.panels().getLast().series().getFirst().points())
        .containsExactly(new Point(3, 0, 3, 3, "3.00 ms"));
    assertThat(row.heading()).isEqualTo("guards · rush · stress 3,000/s");
    assertThat(row.finding()).isEqualTo("1,000 units on sale");
    assertThat(row.panels().getFirst().y())
        .isEqualTo(new Axis.Categories("", List.of("safe", "broken (control)")));
    assertThat(row.panels().getFirst().series())
        .containsExactly(
            new Series("safe", 0, Form.BARS, List.of(new Point(0, 0, 0, 0, "0 · PASS"))),
            new Series(
                "broken", 1, Form.BARS, List.of(new Point(156, 1, 100, 212, "156 · FAIL*"))));
  }

  @Test
  void figure_ofRoundWithoutEvidence_givesNoVerdict() {
    Figure figure =
        chart
            .figure(
                guards()
                    .unknown("stress", "rush", "safe", 1)
                    .oversold("stress", "rush", "broken", 1, 0)
                    .run())
            .orElseThrow();

    assertThat(figure.title()).isEqualTo("broken sold 0 too many; no verdict on safe");
    assertThat(figure.rows().getFirst().panels().getFirst().series())
        .flatExtracting(Series::points)
        .extracting(Point::label)
        .containsExactly("UNKNOWN: saw 0", "0 · PASS, but has to fail");
    assertThat(figure.caption().getFirst()).contains("The audit of 1 round of these 2 is UNKNOWN");
  }

  @Test
  void figure_ofControlThatNeedNotFail_doesNotBlameItForPassing() {
    Figure figure =
        chart
            .figure(
                guards()
                    .oversold("stress", "rush", "safe", 1, 0)
                    .oversold("stress", "rush", "broken", 1, 0)
                    .control("stress", "rush", "broken", Safety.PASS, true)
                    .run())
            .orElseThrow();

    assertThat(figure.rows().getFirst().panels().getFirst().series())
        .flatExtracting(Series::points)
        .extracting(Point::label)
        .containsExactly("0 · PASS", "0 · PASS");
  }

  @Test
  void figure_ofCrash_showsWhatWasLostAndWhatCameBack() {
    Figure figure =
        chart
            .figure(
                guards()
                    .oversold("stress", "rush", "safe", 1, 0)
                    .oversold("stress", "rush", "broken", 1, 100)
                    .window("stress", "crash", 3_000, 6_000)
                    .crash("safe", 1, 3, 0)
                    .crash("safe", 2, 5, 0)
                    .crash("broken", 1, 0, 0)
                    .run())
            .orElseThrow();

    assertThat(figure.title())
        .isEqualTo(
            "safe sold 0 too many; broken sold 100 too many;"
                + " crashes took 8 units from safe, and reconciliation brought all back");
    Row row = figure.rows().getLast();
    assertThat(row.finding()).isEqualTo("6,000 units on sale; one of the edges is killed half way");
    assertThat(row.panels().getLast().series())
        .containsExactly(
            new Series(
                "safe", 0, Form.BARS, List.of(new Point(4, 0, 3, 5, "4; 0 after reconciliation"))),
            new Series("broken", 1, Form.BARS, List.of(new Point(0, 1, 0, 0, "0"))));
  }

  @Test
  void figure_ofCrashThatIsNotMended_saysSo() {
    Figure figure =
        chart
            .figure(
                guards()
                    .window("stress", "crash", 3_000, 6_000)
                    .crash("safe", 1, 3, 2)
                    .crash("broken", 1, 0, 0)
                    .run())
            .orElseThrow();

    assertThat(figure.title()).endsWith("crashes took 3 units from safe, and 2 never came back");
    assertThat(figure.rows().getLast().panels().getLast().series().getFirst().points())
        .extracting(Point::label)
        .containsExactly("3; 2 after reconciliation");
  }

  @Test
  void figure_ofManyGuards_countsThem() {
    TinyRun run = guards();
    for (String name : List.of("safe", "second", "third")) {
      run.variant(name, name).oversold("stress", "rush", name, 1, 0);
    }

    assertThat(chart.figure(run.run()).orElseThrow().title()).isEqualTo("3 guards sold 0 too many");
  }

  @Test
  void figure_ofExperimentWithOneGuard_isEmpty() {
    TinyRun run =
        new TinyRun("edges")
            .variant("one", "g")
            .variant("two", "g")
            .window("peak", "selling", 1, 1)
            .oversold("peak", "selling", "one", 1, 0);

    assertThat(chart.figure(run.run())).isEmpty();
  }
}
