package flashsalelab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Row;
import flashsalelab.report.figure.Series.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceUsageTest {

  private static TinyRun edges() {
    return new TinyRun("edges")
        .variant("one", "g")
        .variant("two", "g")
        .window("normal", "selling", 100, 9_999)
        .window("peak", "selling", 200, 9_999);
  }

  @Test
  void figure_ofSeveralProcesses_areSummedPerComponentAndRound() {
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
  void figure_ofSeveralLoads_haveRowPerResourceAndPanelPerLoad() {
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
}
