package flashsalelab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Row;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Point;
import flashsalelab.results.Judgement;
import org.junit.jupiter.api.Test;

class RequestPatternsTest {
  private final RequestPatterns chart = new RequestPatterns();

  private static TinyRun patterns() {
    return new TinyRun("patterns")
        .variant("sync", "g")
        .variant("queued", "g")
        .window("peak", "selling", 100, 9_999)
        .round("peak", "selling", "sync", 1, 4.0, 90)
        .round("peak", "selling", "sync", 2, 6.0, 94)
        .queued("peak", "selling", "queued", 1, 20.0, 80);
  }

  @Test
  void figure_ofQueuedPurchases_hasAcknowledgementBesideDecision() {
    Figure figure = chart.figure(patterns().run()).orElseThrow();

    assertThat(figure.rows())
        .extracting(Row::heading)
        .containsExactly("patterns · selling", "patterns · selling · per second");
    Row times = figure.rows().getFirst();
    assertThat(times.panels())
        .extracting(Panel::title)
        .containsExactly("acknowledged, p50", "decided, p50", "acknowledged, p99", "decided, p99");
    assertThat(times.panels().get(0).series().get(0).points())
        .containsExactly(new Point(0, 5.0, 4.0, 6.0, "5.00"));
    assertThat(times.panels().get(0).series().get(1).points())
        .containsExactly(new Point(0, 2.0, 2.0, 2.0, "2.00"));
    assertThat(times.panels().get(1).series().get(1).points())
        .containsExactly(new Point(0, 20.0, 20.0, 20.0, "20.0"));
  }

  @Test
  void figure_rates_areOfAcknowledgementsAndOfDecisions() {
    Row rates = chart.figure(patterns().run()).orElseThrow().rows().getLast();

    assertThat(rates.panels()).extracting(Panel::title).containsExactly("acknowledged", "decided");
    assertThat(rates.panels())
        .extracting(panel -> panel.series().getLast())
        .extracting(Series::points)
        .extracting(points -> points.getFirst().y())
        .containsExactly(160.0, 80.0);
  }

  @Test
  void figure_withComparison_statesIt() {
    Figure figure =
        chart
            .figure(
                patterns().comparison("peak", "acks_per_s", "queued", 1.7, Judgement.FASTER).run())
            .orElseThrow();

    assertThat(figure.rows().getLast().finding())
        .isEqualTo(
            "acknowledgements at peak: queued is 1.70 × sync [95% interval 1.60 to 1.80]: faster");
  }

  @Test
  void figure_whereEveryAnswerIsTheDecision_isEmpty() {
    assertThat(
            chart.figure(
                new TinyRun("edges")
                    .variant("one", "g")
                    .window("peak", "selling", 100, 9_999)
                    .round("peak", "selling", "one", 1, 4.0, 90)
                    .run()))
        .isEmpty();
  }
}
