package flashsalelab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.audit.Auditor;
import flashsalelab.lab.audit.Crash;
import flashsalelab.lab.audit.Evidence;
import flashsalelab.lab.audit.SaleLedger;
import flashsalelab.lab.audit.SystemEvidence;
import flashsalelab.lab.launch.Component;
import flashsalelab.lab.measure.LagWatch.Lag;
import flashsalelab.lab.measure.ResourceWindow.Use;
import flashsalelab.results.AuditEntry;
import flashsalelab.results.ExperimentSpec;
import flashsalelab.results.ExperimentSpec.CalibrationSpec;
import flashsalelab.results.ExperimentSpec.MeasurementSpec;
import flashsalelab.results.ExperimentSpec.WarmUpSpec;
import flashsalelab.results.Latencies;
import flashsalelab.results.RecordsRow;
import flashsalelab.results.RoundRow;
import flashsalelab.results.Safety;
import flashsalelab.results.SampleRow;
import flashsalelab.results.UpdateRow;
import flashsalelab.results.load.AudienceReport;
import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.HistoryEntry;
import flashsalelab.results.load.SegmentReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoundScribeTest {
  private static final MeasurementSpec WINDOW =
      new MeasurementSpec("peak", "selling", 2, 2000, 10, null, null);
  private static final ExperimentSpec SPEC =
      new ExperimentSpec(
          "which-one",
          "Which one?",
          "one",
          1,
          1,
          0.1,
          List.of(),
          new WarmUpSpec(1, 1, 1, 1),
          List.of(WINDOW),
          new CalibrationSpec("fixed", Map.of(), 100),
          List.of());
  private static final List<HistoryEntry> HISTORY =
      List.of(
          answer(0, 10_000, ClientOutcome.RESERVED),
          answer(900_000, 200_000, ClientOutcome.RESERVED),
          answer(1_000_000, 30_000, ClientOutcome.BAD_GATEWAY),
          answer(1_990_000, 500_000, ClientOutcome.SOLD_OUT));
  private static final SegmentReport REPORT =
      new SegmentReport(
          "peak-selling",
          0,
          2500,
          4,
          4,
          Map.of(
              ClientOutcome.RESERVED,
              2L,
              ClientOutcome.SOLD_OUT,
              1L,
              ClientOutcome.BAD_GATEWAY,
              1L),
          0,
          2_000,
          2_000,
          0,
          2,
          0,
          0,
          null);
  private static final List<Use> USES =
      List.of(
          new Use(Component.EDGE, "edge-1", 2000, 30, 100, 20),
          new Use(Component.REDIS, "redis", 2000, 10, 5, 4),
          new Use(Component.GENERATOR, "generator", 2000, 1000, 300, 50));

  private static final MeasuredWindow MEASURED = measured(WINDOW, null, Optional.empty());

  private final RoundScribe scribe = new RoundScribe(SPEC, "one", 1);

  private static HistoryEntry answer(long intendedUs, long latencyUs, ClientOutcome outcome) {
    return new HistoryEntry(
        "peak-selling", intendedUs, latencyUs, latencyUs, "b" + intendedUs, "k", outcome, 201, "");
  }

  private static MeasuredWindow measured(
      MeasurementSpec spec, PlannedCrash.@Nullable Deed kill, Optional<Lag> lag) {
    return new MeasuredWindow(
        spec,
        USES,
        new SystemCounts(OptionalLong.empty(), OptionalLong.empty(), false),
        Set.of("peak-selling"),
        kill,
        lag,
        0);
  }

  private RunJournal.Entry entry() {
    return scribe.entry(
        MEASURED,
        HISTORY,
        REPORT,
        Optional.empty(),
        new Examination.Result(null, Auditor.withoutEvidence("no ledger")));
  }

  @Test
  void entry_throughput_countsWhatWasDecidedWithinTheWindow() {
    RoundRow row = entry().round();

    assertThat(row.decided()).isEqualTo(3);
    assertThat(row.throughputPerS()).isEqualTo(1.0);
    assertThat(row.windowS()).isEqualTo(2.0);
  }

  @Test
  void entry_errors_areAShareOfAllRequests() {
    assertThat(entry().round().errors()).isEqualTo(1);
    assertThat(entry().round().errorRate()).isEqualTo(0.25);
  }

  @Test
  void entry_cpuPerDecided_leavesTheGeneratorOut() {
    assertThat(entry().round().cpuMsPerDecided()).isEqualTo(20.0);
    assertThat(entry().round().generatorCores()).isEqualTo(0.5);
  }

  @Test
  void entry_samples_countAnswersInTheSecondTheyCame() {
    List<SampleRow> samples = entry().samples();

    assertThat(samples).extracting(SampleRow::second).containsExactly(0, 1);
    assertThat(samples).extracting(SampleRow::requests).containsExactly(1L, 2L);
    assertThat(samples).extracting(SampleRow::decided).containsExactly(1L, 1L);
    assertThat(samples).extracting(SampleRow::errors).containsExactly(0L, 1L);
    assertThat(samples.getFirst().p50Ms()).isBetween(9.9, 10.1);
  }

  @Test
  void entry_ofACrash_hasWhatItTookAndNoCpu() {
    var drained = new SaleLedger(10, 1, 7, List.of());
    var reconciled = new SaleLedger(10, 1, 9, List.of());
    var system =
        new SystemEvidence(
            List.of(), 4, 0, 2, 1, OptionalLong.empty(), OptionalLong.empty(), false);
    var crash = new Crash(Crash.Part.EDGE, "edge-2 ended", 1_000_000);
    var evidence = new Evidence(drained, reconciled, List.of(), REPORT, system, crash, false);

    RunJournal.Entry entry =
        scribe.entry(
            measured(
                new MeasurementSpec("peak", "crash", 2, 2000, 10, 1_000L, null),
                new PlannedCrash.Deed(crash, null),
                Optional.empty()),
            HISTORY,
            REPORT,
            Optional.empty(),
            new Examination.Result(evidence, Auditor.audit(evidence)));

    assertThat(entry.round().undersold()).isEqualTo(3);
    assertThat(entry.round().unrecovered()).isEqualTo(1);
    assertThat(entry.round().cpuMsPerDecided()).isNull();
    assertThat(entry.audit().free()).isEqualTo(7);
    assertThat(entry.audit().undersold()).isEqualTo(3);
    assertThat(entry.audit().unrecovered()).isEqualTo(1);
    assertThat(entry.records()).isEmpty();
  }

  @Test
  void entry_ofAStoreThatWasAway_hasItsTimeAndWhatWasLost() {
    var system =
        new SystemEvidence(
            List.of(), 4, 0, 2, 1, OptionalLong.empty(), OptionalLong.empty(), false);
    var crash = new Crash(Crash.Part.STORE, "redis ended", 1_000_000);
    var evidence =
        new Evidence(SaleLedger.NOTHING, SaleLedger.NOTHING, HISTORY, REPORT, system, crash, true);

    RecordsRow records =
        scribe
            .entry(
                measured(
                    WINDOW,
                    new PlannedCrash.Deed(crash, Duration.ofMillis(750)),
                    Optional.of(new Lag(20, 90))),
                HISTORY,
                REPORT,
                Optional.empty(),
                new Examination.Result(evidence, Auditor.audit(evidence)))
            .records()
            .orElseThrow();

    assertThat(records.downMs()).isEqualTo(750.0);
    assertThat(records.lost()).isEqualTo(2);
    assertThat(records.lagP50Ms()).isEqualTo(20.0);
    assertThat(records.lagMaxMs()).isEqualTo(90.0);
  }

  @Test
  void entry_ofQueuedPurchases_hasTheirAcknowledgementsApart() {
    var queued =
        new HistoryEntry(
            "peak-selling", 1_900_000, 700_000, 20_000, "b", "k", ClientOutcome.RESERVED, 202, "o");

    RunJournal.Entry entry =
        scribe.entry(
            MEASURED,
            List.of(HISTORY.getFirst(), queued),
            REPORT,
            Optional.empty(),
            new Examination.Result(null, Auditor.withoutEvidence("no ledger")));

    assertThat(entry.round().throughputPerS()).isEqualTo(0.5);
    assertThat(entry.round().acksPerS()).isEqualTo(1.0);
    assertThat(entry.round().maxMs()).isBetween(699.0, 701.0);
    assertThat(entry.round().ackP99Ms()).isBetween(19.9, 20.1);
    assertThat(entry.acknowledgements().getTotalCount()).isEqualTo(2);
    assertThat(entry.update()).isEmpty();
  }

  @Test
  void entry_ofSyncPurchases_acknowledgesWithTheDecision() {
    RoundRow row = entry().round();

    assertThat(row.acksPerS()).isEqualTo(row.throughputPerS());
    assertThat(row.ackP50Ms()).isEqualTo(row.p50Ms());
    assertThat(row.ackP99Ms()).isEqualTo(row.p99Ms());
  }

  @Test
  void entry_ofAWatchedWindow_tellsOfItsSubscribers() {
    Histogram delays = Latencies.empty();
    delays.recordValue(250_000);
    var watched =
        new SegmentReport(
            "peak-selling",
            0,
            2500,
            4,
            4,
            Map.of(),
            0,
            0,
            0,
            0,
            2,
            0,
            0,
            new AudienceReport(9, 8, 2, 0, 40, 1, 3, 14));

    RunJournal.Entry entry =
        scribe.entry(
            MEASURED,
            HISTORY,
            watched,
            Optional.of(delays),
            new Examination.Result(null, Auditor.withoutEvidence("no ledger")));

    UpdateRow update = entry.update().orElseThrow();
    assertThat(update.subscribers()).isEqualTo(9);
    assertThat(update.connected()).isEqualTo(8);
    assertThat(update.missed()).isEqualTo(1);
    assertThat(update.events()).isEqualTo(40);
    assertThat(update.delayP99Ms()).isBetween(249.0, 251.0);
    assertThat(entry.delays()).isPresent();
  }

  @Test
  void withoutMeasurement_isUnknownWithTheReason() {
    RunJournal.Entry entry = scribe.withoutMeasurement(WINDOW, "the generator crashed");
    AuditEntry audit = entry.audit();

    assertThat(entry.round().safety()).isEqualTo(Safety.UNKNOWN);
    assertThat(entry.round().reason()).contains("the generator crashed");
    assertThat(entry.round().p99Ms()).isNull();
    assertThat(entry.round().errorRate()).isEqualTo(1);
    assertThat(audit.safety()).isEqualTo(Safety.UNKNOWN);
  }
}
