package flashsalelab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.results.RunInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {

  private static TinyRun edges() {
    return new TinyRun("edges")
        .variant("one", "g")
        .variant("two", "g")
        .window("normal", "selling", 100, 9_999)
        .window("peak", "selling", 200, 9_999);
  }

  @Test
  void figure_ofRunWithoutData_areEmpty() {
    assertThat(Chart.ALL)
        .allSatisfy(chart -> {
          assertThat(chart.figure(edges().run())).isEmpty();
          assertThat(chart.figure(TinyRun.run(RunInfo.Status.COMPLETE, List.of(), List.of())))
              .isEmpty();
        });
  }
}
