package flashsalelab.lab.run;

import flashsalelab.lab.audit.Auditor;
import flashsalelab.lab.audit.Auditor.Opinion;
import flashsalelab.lab.audit.Evidence;
import flashsalelab.lab.audit.SaleLedger;
import flashsalelab.lab.launch.Component;
import flashsalelab.lab.measure.LagWatch.Lag;
import flashsalelab.lab.measure.ResourceWindow.Use;
import flashsalelab.results.AuditEntry;
import flashsalelab.results.ExperimentSpec;
import flashsalelab.results.ExperimentSpec.MeasurementSpec;
import flashsalelab.results.Latencies;
import flashsalelab.results.RecordsRow;
import flashsalelab.results.ResourceRow;
import flashsalelab.results.RoundRow;
import flashsalelab.results.SampleRow;
import flashsalelab.results.UpdateRow;
import flashsalelab.results.load.AudienceReport;
import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.HistoryEntry;
import flashsalelab.results.load.SegmentReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Turns what was seen in one round of one variant into rows. */
final class RoundScribe {
  private static final double NS_PER_MS = 1e6;
  private static final double US_PER_MS = 1_000;
  private static final double MS_PER_S = 1_000;
  private static final long US_PER_S = 1_000_000;

  private final ExperimentSpec spec;
  private final String variant;
  private final int round;

  RoundScribe(ExperimentSpec spec, String variant, int round) {
    this.spec = spec;
    this.variant = variant;
    this.round = round;
  }

  /** The rows of a window that was measured. */
  RunJournal.Entry entry(
      MeasuredWindow measured,
      List<HistoryEntry> history,
      SegmentReport report,
      Optional<Histogram> delays,
      Examination.Result result) {
    return entry(
        measured.spec(),
        history,
        report,
        delays,
        measured.uses(),
        records(measured, result),
        result);
  }

  private RunJournal.Entry entry(
      MeasurementSpec window,
      List<HistoryEntry> history,
      SegmentReport report,
      Optional<Histogram> delays,
      List<Use> uses,
      Optional<RecordsRow> records,
      Examination.Result result) {
    Histogram latencies = stamped(latencies(history), window, report);
    Histogram acknowledgements = stamped(acknowledgements(history), window, report);
    return new RunJournal.Entry(
        round(window, history, report, uses, result, latencies, acknowledgements),
        samples(window, history),
        uses.stream().map(use -> resource(window, use)).toList(),
        update(window, report.audience(), delays),
        records,
        audit(window, history, result),
        latencies,
        acknowledgements,
        delays.map(found -> stamped(found, window, report)));
  }

  private static Histogram stamped(
      Histogram histogram, MeasurementSpec window, SegmentReport report) {
    histogram.setStartTimeStamp(report.startedAtMs());
    histogram.setEndTimeStamp(report.startedAtMs() + window.durationMs());
    return histogram;
  }

  /** The rows of a window that could not be measured. */
  RunJournal.Entry withoutMeasurement(MeasurementSpec window, String reason) {
    var report =
        new SegmentReport(RoundRunner.sku(window), 0, 0, 0, 0, Map.of(), 0, 0, 0, 0, 0, 0, 0, null);
    var result = new Examination.Result(null, Auditor.withoutEvidence(reason));
    return entry(window, List.of(), report, Optional.empty(), List.of(), Optional.empty(), result);
  }

  private RoundRow round(
      MeasurementSpec window,
      List<HistoryEntry> history,
      SegmentReport report,
      List<Use> uses,
      Examination.Result result,
      Histogram latencies,
      Histogram acknowledgements) {
    long reserved = report.count(ClientOutcome.RESERVED);
    long soldOut = report.count(ClientOutcome.SOLD_OUT);
    long errors = history.stream().filter(entry -> entry.outcome().isError()).count();
    double windowS = window.durationMs() / MS_PER_S;
    long inWindow =
        history.stream()
            .filter(entry -> entry.outcome().isDecided())
            .filter(entry -> entry.completedUs() < window.durationMs() * US_PER_MS)
            .count();
    Evidence evidence = result.evidence();
    long acknowledgedInWindow =
        history.stream()
            .filter(HistoryEntry::wasAcknowledged)
            .filter(entry -> entry.answeredUs() < window.durationMs() * US_PER_MS)
            .count();
    LatencyFigures figures = LatencyFigures.of(latencies);
    LatencyFigures promised = LatencyFigures.of(acknowledgements);
    return new RoundRow(
        spec.name(),
        window.load(),
        window.phase(),
        variant,
        round,
        result.opinion().safety(),
        report.scheduled(),
        reserved + soldOut,
        reserved,
        soldOut,
        errors,
        windowS,
        inWindow / windowS,
        figures.mean(),
        figures.p50(),
        figures.p95(),
        figures.p99(),
        figures.max(),
        acknowledgedInWindow / windowS,
        promised.p50(),
        promised.p99(),
        report.scheduled() == 0 ? 1 : (double) errors / report.scheduled(),
        evidence == null ? 0 : evidence.ledger().oversold(),
        evidence == null ? 0 : evidence.undersold(),
        evidence == null ? null : evidence.unrecovered(),
        // What a killed process used cannot be read.
        window.killAtMs() == null ? cpuMsPerDecided(uses, inWindow) : null,
        report.latenessP99Us() / US_PER_MS,
        cores(uses, Component.GENERATOR),
        result.opinion().reason());
  }

  private static Histogram latencies(List<HistoryEntry> history) {
    Histogram histogram = Latencies.empty();
    history.stream()
        .filter(entry -> entry.outcome().isDecided())
        .forEach(entry -> histogram.recordValue(entry.latencyUs()));
    return histogram;
  }

  private static Histogram acknowledgements(List<HistoryEntry> history) {
    Histogram histogram = Latencies.empty();
    history.stream()
        .filter(HistoryEntry::wasAcknowledged)
        .forEach(entry -> histogram.recordValue(entry.acknowledgedUs()));
    return histogram;
  }

  private static @Nullable Double cpuMsPerDecided(List<Use> uses, long decided) {
    List<Use> system = uses.stream().filter(use -> use.component() != Component.GENERATOR).toList();
    return decided == 0 || system.isEmpty()
        ? null
        : system.stream().mapToDouble(Use::cpuMs).sum() / decided;
  }

  private static @Nullable Double cores(List<Use> uses, Component component) {
    List<Use> own = uses.stream().filter(use -> use.component() == component).toList();
    return own.isEmpty() ? null : own.stream().mapToDouble(Use::cpuCores).sum();
  }

  private List<SampleRow> samples(MeasurementSpec window, List<HistoryEntry> history) {
    Map<Long, List<HistoryEntry>> bySecond =
        history.stream().collect(Collectors.groupingBy(entry -> entry.completedUs() / US_PER_S));
    var rows = new ArrayList<SampleRow>();
    for (long second = 0; second < window.durationMs() / MS_PER_S; second++) {
      rows.add(sample(window, (int) second, bySecond.getOrDefault(second, List.of())));
    }
    return rows;
  }

  private SampleRow sample(MeasurementSpec window, int second, List<HistoryEntry> answers) {
    Histogram latencies = latencies(answers);
    LatencyFigures figures = LatencyFigures.of(latencies);
    return new SampleRow(
        spec.name(),
        window.load(),
        window.phase(),
        variant,
        round,
        second,
        answers.size(),
        latencies.getTotalCount(),
        answers.stream().filter(entry -> entry.outcome().isError()).count(),
        figures.p50(),
        figures.p95(),
        figures.p99(),
        figures.max());
  }

  private ResourceRow resource(MeasurementSpec window, Use use) {
    return new ResourceRow(
        spec.name(),
        window.load(),
        window.phase(),
        variant,
        round,
        use.component().word(),
        use.process(),
        use.windowMs() / MS_PER_S,
        use.cpuMs(),
        use.cpuCores(),
        use.memoryMib(),
        use.threads());
  }

  private Optional<UpdateRow> update(
      MeasurementSpec window, @Nullable AudienceReport audience, Optional<Histogram> delays) {
    if (audience == null) {
      return Optional.empty();
    }
    LatencyFigures figures = LatencyFigures.of(delays.orElseGet(Latencies::empty));
    return Optional.of(
        new UpdateRow(
            spec.name(),
            window.load(),
            window.phase(),
            variant,
            round,
            audience.subscribers(),
            audience.connected(),
            audience.changes(),
            audience.events(),
            audience.missed(),
            audience.reconnects(),
            figures.p50(),
            figures.p95(),
            figures.p99(),
            figures.max()));
  }

  private Optional<RecordsRow> records(MeasuredWindow measured, Examination.Result result) {
    MeasurementSpec window = measured.spec();
    PlannedCrash.Deed kill = measured.kill();
    Duration down = kill == null ? null : kill.down();
    Evidence evidence = result.evidence();
    if (down == null && measured.lag().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RecordsRow(
            spec.name(),
            window.load(),
            window.phase(),
            variant,
            round,
            down == null ? null : down.toNanos() / NS_PER_MS,
            evidence == null ? null : (long) evidence.lost().size(),
            measured.lag().map(Lag::medianMs).orElse(null),
            measured.lag().map(Lag::maxMs).orElse(null)));
  }

  private AuditEntry audit(
      MeasurementSpec window, List<HistoryEntry> history, Examination.Result result) {
    Opinion opinion = result.opinion();
    Evidence evidence = result.evidence();
    SaleLedger ledger = evidence == null ? null : evidence.drained();
    return new AuditEntry(
        spec.name(),
        window.load(),
        window.phase(),
        variant,
        round,
        RoundRunner.sku(window),
        opinion.safety(),
        ledger == null ? window.stock() : ledger.supplied(),
        ledger == null ? 0 : ledger.free(),
        ledger == null ? 0 : ledger.held(),
        ledger == null ? 0 : ledger.sold(),
        ledger == null ? 0 : ledger.oversold(),
        evidence == null ? 0 : evidence.undersold(),
        evidence == null ? null : evidence.unrecovered(),
        history.stream().filter(entry -> entry.outcome() == ClientOutcome.RESERVED).count(),
        opinion.checks());
  }
}
