package flashsalelab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Row;
import flashsalelab.report.figure.Series.Point;
import org.junit.jupiter.api.Test;

class StockUpdatesTest {

  private static TinyRun watched() {
    return new TinyRun("updates")
        .variant("alone", "g")
        .variant("crowded", "g", "alone")
        .window("peak", "selling", 100, 9_999)
        .round("peak", "selling", "alone", 1, 4.0, 100)
        .round("peak", "selling", "crowded", 1, 5.0, 92)
        .resource("peak", "alone", 1, "edge", 0.5, 200)
        .resource("peak", "crowded", 1, "edge", 0.9, 300)
        .resource("peak", "crowded", 1, "redis", 9, 900)
        .told("alone", 1, 0, 0)
        .told("crowded", 1, 9_000, 2, 250_000, 250_000, 500_000);
  }

  @Test
  void figure_ofDelays_hasAPanelPerVariantThatHadSome() {
    Figure figure = new StockUpdates().figure(watched().run()).orElseThrow();

    assertThat(figure.rows()).hasSize(1);
    assertThat(figure.rows().getFirst().panels())
        .extracting(Panel::title)
        .containsExactly("crowded");
    assertThat(figure.rows().getFirst().finding())
        .isEqualTo("9,000 subscribers; 2 missed the last change, 0 reconnects");
  }

  @Test
  void figure_ofRunWithoutSubscribers_isEmpty() {
    TinyRun edges =
        new TinyRun("edges")
            .variant("one", "g")
            .window("peak", "selling", 100, 9_999)
            .round("peak", "selling", "one", 1, 4.0, 90);

    assertThat(new StockUpdates().figure(edges.run())).isEmpty();
    assertThat(new SubscriberCost().figure(edges.run())).isEmpty();
  }

  @Test
  void cost_perSubscriber_isAgainstTheVariantWithoutAny() {
    Row row = new SubscriberCost().figure(watched().run()).orElseThrow().rows().getFirst();

    assertThat(row.legend()).extracting(Row.Swatch::name).containsExactly("crowded");
    assertThat(row.panels())
        .extracting(panel -> panel.series().getFirst().points().getFirst().label())
        // 100 MiB and 0.4 cores over 9,000 subscribers; 92 of 100 purchases.
        .containsExactly("11.4", "44.4", "92.0");
    assertThat(row.panels().getFirst().x())
        .isEqualTo(new Axis.Categories("", java.util.List.of("9,000 subscribers")));
  }

  @Test
  void cost_ofADifferenceBelowNothing_isShownAsItIs() {
    TinyRun noisy =
        watched()
            .round("peak", "selling", "alone", 2, 4.0, 100)
            .round("peak", "selling", "crowded", 2, 4.0, 100)
            .resource("peak", "alone", 2, "edge", 0.5, 309)
            .resource("peak", "crowded", 2, "edge", 0.5, 300)
            .told("crowded", 2, 9_000, 0);

    Panel memory =
        new SubscriberCost()
            .figure(noisy.run())
            .orElseThrow()
            .rows()
            .getFirst()
            .panels()
            .getFirst();
    Point point = memory.series().getFirst().points().getFirst();

    assertThat(point.low()).isCloseTo(-1.024, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(((Axis.Numbers) memory.y()).min()).isLessThan(point.low());
  }
}
