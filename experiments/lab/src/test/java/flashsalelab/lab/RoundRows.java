package flashsalelab.lab;

import flashsalelab.results.RoundRow;
import flashsalelab.results.Safety;
import org.jspecify.annotations.Nullable;

/** Rows of rounds for tests, told apart by what a test is about. */
public final class RoundRows {
  private RoundRows() {}

  public static RoundRow row(String variant, int round, double throughput, @Nullable Double p99) {
    return row(variant, round, throughput, p99, Safety.PASS, 0);
  }

  public static RoundRow row(
      String variant,
      int round,
      double throughput,
      @Nullable Double p99,
      Safety safety,
      long oversold) {
    return new RoundRow(
        "which-one",
        "peak",
        "selling",
        variant,
        round,
        safety,
        100,
        90,
        90,
        0,
        10,
        1.0,
        throughput,
        p99,
        p99,
        p99,
        p99,
        p99,
        throughput,
        p99,
        p99,
        0.1,
        oversold,
        0,
        null,
        1.5,
        0.2,
        0.5,
        safety == Safety.PASS ? "" : "something is wrong");
  }

  /** The same in a window in which an edge was killed. */
  public static RoundRow inCrash(RoundRow row) {
    return new RoundRow(
        row.experiment(),
        row.load(),
        "crash",
        row.variant(),
        row.round(),
        row.safety(),
        row.requests(),
        row.decided(),
        row.reserved(),
        row.soldOut(),
        row.errors(),
        row.windowS(),
        row.throughputPerS(),
        row.meanMs(),
        row.p50Ms(),
        row.p95Ms(),
        row.p99Ms(),
        row.maxMs(),
        row.acksPerS(),
        row.ackP50Ms(),
        row.ackP99Ms(),
        row.errorRate(),
        row.oversold(),
        2,
        0L,
        null,
        row.latenessP99Ms(),
        row.generatorCores(),
        row.reason());
  }
}
