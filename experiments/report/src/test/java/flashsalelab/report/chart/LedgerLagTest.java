package flashsalelab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Point;
import org.junit.jupiter.api.Test;

class LedgerLagTest {

  @Test
  void figure_ofAVariantWithALedger_showsHowFarItIsBehind() {
    Figure figure =
        new LedgerLag()
            .figure(
                new TinyRun("ledger")
                    .variant("redis-alone", "g")
                    .variant("with-ledger", "g")
                    .window("peak", "selling", 100, 9_999)
                    .round("peak", "selling", "redis-alone", 1, 1.0, 100)
                    .behind("with-ledger", 1, 20, 80)
                    .behind("with-ledger", 2, 40, 100)
                    .run())
            .orElseThrow();

    assertThat(figure.rows().getFirst().panels())
        .extracting(Panel::title)
        .containsExactly("mostly", "at most");
    assertThat(figure.rows().getFirst().panels())
        .flatExtracting(Panel::series)
        .flatExtracting(Series::points)
        .containsExactly(new Point(30, 0, 20, 40, "30.0 ms"), new Point(90, 0, 80, 100, "90.0 ms"));
  }
}
