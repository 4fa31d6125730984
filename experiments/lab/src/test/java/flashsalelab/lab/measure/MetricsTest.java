package flashsalelab.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Metrics METRICS =
      Metrics.parse(
          """
          # HELP sale_purchases_total purchases
          # TYPE sale_purchases_total counter
          sale_purchases_total{outcome="reserved",instance="a, \\"b\\""} 40.0
          sale_purchases_total{outcome="sold_out"} 2.5e1
          up 1
          limit +Inf
          sale_info{edge="fast",guard="strict"} 1.0
          """);

  @Test
  void sum_label_addsOnlyItsSeries() {
    assertThat(METRICS.sum("sale_purchases_total", Map.of("outcome", "reserved"))).isEqualTo(40);
  }

  @Test
  void sum_noLabel_addsAllSeries() {
    assertThat(METRICS.sum("sale_purchases_total", Map.of())).isEqualTo(65);
  }

  @Test
  void sum_unknownMetric_isZero() {
    assertThat(METRICS.sum("nothing", Map.of())).isZero();
  }

  @Test
  void sum_infinity_isRead() {
    assertThat(METRICS.sum("limit", Map.of())).isInfinite();
  }

  @Test
  void labelsOf_info_tellsWhatRuns() {
    assertThat(METRICS.labelsOf("sale_info"))
        .containsEntry("edge", "fast")
        .containsEntry("guard", "strict");
    assertThat(METRICS.labelsOf("nothing")).isEmpty();
  }
}
