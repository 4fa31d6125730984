package flashsalelab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Row;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Form;
import flashsalelab.report.figure.Series.Point;
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
    Row row = figure.rows().getFirst();
    assertThat(row.heading()).isEqualTo("guards · rush · stress 3,000/s");
    assertThat(row.finding()).isEqualTo("1,000 units on sale");
    assertThat(row.panels().getFirst().y())
        .isEqualTo(new Axis.Categories("", List.of("safe", "broken (control)")));
    assertThat(row.panels().getFirst().series())
        .containsExactly(
            new Series("safe", 0, Form.BARS, List.of(new Point(0, 0, 0, 0, "0 · PASS"))),
            new Series(
                "broken",
                1,
                Form.BARS,
                List.of(
                    new Point(156, 1, 100, 212, "156 (100 to 212) · FAIL, as a control must"))));
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
        .containsExactly(
            "UNKNOWN: saw 0, proves nothing", "0 · PASS, although a control must fail");
    assertThat(figure.caption().getFirst()).contains("The audit of 1 round of these 2 is UNKNOWN");
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
