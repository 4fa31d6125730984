package flashsalelab.report.chart;

import flashsalelab.report.figure.Figure;
import flashsalelab.report.run.Run;
import java.util.List;
import java.util.Optional;

/** A view of a run that becomes one picture. */
public sealed interface Chart
    permits LatencyComparison,
        ThroughputComparison,
        ResourceUsage,
        LatencyOverTime,
        LatencyDistribution,
        OversellByGuard,
        RequestPatterns,
        StockUpdates,
        SubscriberCost,
        OverloadRecovery,
        StoreCrash,
        LedgerLag {

  /** Every chart there is. */
  List<Chart> ALL =
      List.of(
          new LatencyComparison(),
          new ThroughputComparison(),
          new ResourceUsage(),
          new LatencyOverTime(),
          new LatencyDistribution(),
          new OversellByGuard(),
          new RequestPatterns(),
          new StockUpdates(),
          new SubscriberCost(),
          new OverloadRecovery(),
          new StoreCrash(),
          new LedgerLag());

  /** The picture's file name, without extension. */
  String name();

  /** What the chart shows of that run; empty if the run has nothing for it. */
  Optional<Figure> figure(Run run);
}
