package flashsalelab.jmeter;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import flashsalelab.results.Latencies;
import flashsalelab.results.load.AudienceReport;
import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.GeneratorProtocol;
import flashsalelab.results.load.SegmentReport;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What is counted of one segment. Used by one thread. */
final class SegmentTally {
  private static final double REPORTED_PERCENTILE = 99;

  private final String segment;
  private final Map<ClientOutcome, Long> outcomes = new EnumMap<>(ClientOutcome.class);
  private final Map<ClientOutcome, Histogram> latency = new EnumMap<>(ClientOutcome.class);
  private final Histogram lateness = Latencies.empty();
  private final Histogram allLateness = Latencies.empty();
  private long waitedForSlot;
  private long intervalStartMs;

  SegmentTally(String segment, long startMs) {
    this.segment = segment;
    this.intervalStartMs = startMs;
  }

  void add(Settled settled) {
    ClientOutcome outcome = settled.answer().outcome();
    outcomes.merge(outcome, 1L, Long::sum);
    latency
        .computeIfAbsent(outcome, first -> Latencies.empty())
        .recordValue(NANOSECONDS.toMicros(settled.latencyNanos()));
    if (settled.latenessNanos() != Settled.NOT_OURS) {
      lateness.recordValue(NANOSECONDS.toMicros(settled.latenessNanos()));
    }
    if (settled.purchase().waitedForSlot()) {
      waitedForSlot++;
    }
  }

  /** Writes what came since the last call, and begins anew. */
  void writeInterval(HistogramLog latencyLog, HistogramLog latenessLog, long nowMs) {
    latency.forEach((outcome, interval) ->
        write(latencyLog, GeneratorProtocol.tag(segment, outcome), interval, nowMs));
    allLateness.add(lateness);
    write(latenessLog, segment, lateness, nowMs);
    intervalStartMs = nowMs;
  }

  private void write(HistogramLog log, String tag, Histogram interval, long nowMs) {
    interval.setStartTimeStamp(intervalStartMs);
    interval.setEndTimeStamp(nowMs);
    log.append(tag, interval);
    interval.reset();
  }

  /** The segment's report, once everything of it is tallied. */
  SegmentReport report(
      SegmentRun run,
      Inquiry inquiry,
      @Nullable AudienceReport audience,
      long startedAtMs,
      long drainedAtMs) {
    return new SegmentReport(
        segment,
        startedAtMs,
        drainedAtMs,
        run.scheduled(),
        run.sent(),
        outcomes,
        run.droppedCount(),
        allLateness.getValueAtPercentile(REPORTED_PERCENTILE),
        allLateness.getMaxValue(),
        waitedForSlot,
        run.maxInFlight(),
        inquiry.asked(),
        inquiry.askedInVain(),
        audience);
  }
}
