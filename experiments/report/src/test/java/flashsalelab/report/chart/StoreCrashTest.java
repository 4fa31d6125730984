package flashsalelab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Row;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Point;
import flashsalelab.report.run.Run;
import org.junit.jupiter.api.Test;

class StoreCrashTest {

  private static Run run() {
    return new TinyRun("store-crash")
        .variant("redis", "lua")
        .variant("postgres", "postgres-conditional")
        .window("peak", "store-crash", 100, 75)
        .away("redis", 1, 600, 0)
        .away("redis", 2, 800, 4)
        .away("postgres", 1, 900, 0)
        .away("postgres", 2, 900, 0)
        .run();
  }

  @Test
  void figure_ofAStoreThatWasKilled_showsWhatWasLostAndForHowLong() {
    Figure figure = new StoreCrash().figure(run()).orElseThrow();

    Row row = figure.rows().getFirst();
    assertThat(row.heading()).isEqualTo("store-crash · store-crash · peak 100/s");
    assertThat(row.panels()).extracting(Panel::title).containsExactly("lost", "away");
    assertThat(row.panels().getFirst().series())
        .flatExtracting(Series::points)
        .containsExactly(new Point(2, 0, 0, 4, "2 of 900"), new Point(0, 1, 0, 0, "0 of 900"));
    assertThat(row.panels().getLast().series())
        .flatExtracting(Series::points)
        .containsExactly(
            new Point(700, 0, 600, 800, "700 ms"), new Point(900, 1, 900, 900, "900 ms"));
  }

  @Test
  void figure_ofOtherCharts_leaveItOut() {
    assertThat(new OversellByGuard().figure(run())).isEmpty();
    assertThat(new LedgerLag().figure(run())).isEmpty();
  }
}
