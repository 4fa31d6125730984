package flashsalelab.lab.statistics;

import flashsalelab.results.RoundRow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What variants are compared by, round by round. */
public enum Metric {
  THROUGHPUT("throughput_per_s", true, RoundRow::throughputPerS),
  ACKNOWLEDGEMENTS("acks_per_s", true, RoundRow::acksPerS),
  ACKNOWLEDGEMENT_TAIL("ack_p99_ms", false, RoundRow::ackP99Ms),
  MEDIAN_LATENCY("p50_ms", false, RoundRow::p50Ms),
  TAIL_LATENCY("p99_ms", false, RoundRow::p99Ms),
  CPU("cpu_ms_per_decided", false, RoundRow::cpuMsPerDecided);

  private final String column;
  private final boolean moreIsFaster;
  private final Function<RoundRow, @Nullable Double> value;

  Metric(String column, boolean moreIsFaster, Function<RoundRow, @Nullable Double> value) {
    this.column = column;
    this.moreIsFaster = moreIsFaster;
    this.value = value;
  }

  /** Its column in {@code rounds.csv}. */
  public String column() {
    return column;
  }

  /** Whether it tells more than the others only where acknowledgements are not the decisions. */
  public boolean isOfAcknowledgements() {
    return this == ACKNOWLEDGEMENTS || this == ACKNOWLEDGEMENT_TAIL;
  }

  boolean moreIsFaster() {
    return moreIsFaster;
  }

  /** Its value in a round, or null where it could not be read. */
  public @Nullable Double of(RoundRow row) {
    return value.apply(row);
  }
}
