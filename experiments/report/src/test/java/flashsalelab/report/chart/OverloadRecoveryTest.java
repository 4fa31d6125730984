package flashsalelab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Form;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverloadRecoveryTest {

  /** Two seconds as usual, two of overload, then what a test says. */
  private static TinyRun run(@Nullable Double... p99sAfter) {
    var run =
        new TinyRun("overload")
            .variant("one", "g")
            .surge("normal", "overload", 100)
            .round("normal", "overload", "one", 1, 1.0, 100);
    add(run, 1, p99sAfter);
    return run;
  }

  private static void add(TinyRun run, int round, @Nullable Double... p99sAfter) {
    @Nullable Double[] before = {10.0, 12.0, 900.0, 2_000.0};
    for (int second = 0; second < 4; second++) {
      run.sample("normal", "overload", "one", round, second, 1.0, before[second]);
    }
    for (int i = 0; i < p99sAfter.length; i++) {
      run.sample("normal", "overload", "one", round, 4 + i, 1.0, p99sAfter[i]);
    }
  }

  private static String finding(TinyRun run) {
    return new OverloadRecovery().figure(run.run()).orElseThrow().rows().getFirst().finding();
  }

  @Test
  void finding_p99IsBackAfterTwoSeconds_saysTwo() {
    // 22 ms is twice the usual 11.
    assertThat(finding(run(500.0, 300.0, 22.0, 9.0, 8.0)))
        .isEqualTo("one was itself again after 2 s (2 to 2; in 1 of 1 round)");
  }

  @Test
  void finding_oneGoodSecondAmongBadOnes_isNoRecovery() {
    assertThat(finding(run(500.0, 10.0, 23.0, 10.0, 500.0)))
        .isEqualTo("one was not itself again in any of 1 round");
  }

  @Test
  void finding_secondsInWhichNothingWasDecided_areNoRecovery() {
    assertThat(finding(run(null, null, 10.0, 10.0)))
        .isEqualTo("one was itself again after 2 s (2 to 2; in 1 of 1 round)");
  }

  @Test
  void finding_roundsThatDiffer_areCounted() {
    TinyRun run = run(10.0, 10.0, 10.0);
    add(run, 2, 500.0, 500.0, 500.0);

    assertThat(finding(run)).isEqualTo("one was itself again after 0 s (0 to 0; in 1 of 2 rounds)");
  }

  @Test
  void figure_ofASurge_marksIt() {
    Figure figure = new OverloadRecovery().figure(run(10.0, 10.0).run()).orElseThrow();

    Panel panel = figure.rows().getFirst().panels().getFirst();
    assertThat(panel.series().stream().filter(series -> series.form() == Form.REFERENCE))
        .extracting(series -> series.points().getFirst().x())
        .containsExactly(2.0, 4.0);
    assertThat(figure.rows().getFirst().panels())
        .extracting(Panel::title)
        .containsExactly("p99 of what was decided", "decided", "turned away or failed");
    assertThat(panel.series()).extracting(Series::form).contains(Form.LINE);
  }

  @Test
  void figure_ofSteadyWindows_isEmpty() {
    assertThat(
            new OverloadRecovery()
                .figure(
                    new TinyRun("edges")
                        .variant("one", "g")
                        .window("peak", "selling", 100, 9_999)
                        .round("peak", "selling", "one", 1, 4.0, 90)
                        .sample("peak", "one", 1, 0, 1.0, 2.0)
                        .run()))
        .isEmpty();
  }
}
