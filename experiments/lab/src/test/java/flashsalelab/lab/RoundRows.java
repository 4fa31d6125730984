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
        0.1,
        oversold,
        0,
        1.5,
        0.2,
        0.5,
        safety == Safety.PASS ? "" : "something is wrong");
  }
}
