package flashsalelab.report.chart;

import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Run;
import flashsalelab.report.run.Variant;
import flashsalelab.report.run.Window;
import flashsalelab.results.Environment;
import flashsalelab.results.ExperimentSpec.SurgeSpec;
import flashsalelab.results.Judgement;
import flashsalelab.results.Latencies;
import flashsalelab.results.RecordsRow;
import flashsalelab.results.ResourceRow;
import flashsalelab.results.RoundRow;
import flashsalelab.results.RunInfo;
import flashsalelab.results.Safety;
import flashsalelab.results.SampleRow;
import flashsalelab.results.SummaryRow;
import flashsalelab.results.UpdateRow;
import flashsalelab.results.Verdicts.Comparison;
import flashsalelab.results.Verdicts.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A run in memory with one experiment, of exactly the rows that a test adds. */
final class TinyRun {
  private final String name;
  private final List<Variant> variants = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();
  private final List<RoundRow> rounds = new ArrayList<>();
  private final List<SampleRow> samples = new ArrayList<>();
  private final List<ResourceRow> resources = new ArrayList<>();
  private final List<SummaryRow> summary = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private final List<Comparison> comparisons = new ArrayList<>();
  private final List<UpdateRow> updates = new ArrayList<>();
  private final List<RecordsRow> records = new ArrayList<>();
  private final Map<Window, Map<String, Histogram>> latencies = new LinkedHashMap<>();
  private final Map<Window, Map<String, Histogram>> delays = new LinkedHashMap<>();

  TinyRun(String name) {
    this.name = name;
  }

  TinyRun variant(String variant, String guard) {
    variants.add(new Variant(variant, guard, false));
    return this;
  }

  TinyRun control(String variant, String guard) {
    variants.add(new Variant(variant, guard, true));
    return this;
  }

  /** A variant that is compared with another one than the others are. */
  TinyRun variant(String variant, String guard, String baseline) {
    variants.add(new Variant(variant, guard, false, baseline));
    return this;
  }

  /** A window in which four times as much comes from second 2 to second 4. */
  TinyRun surge(String load, String phase, double offered) {
    windows.add(
        new Window(
            load,
            phase,
            OptionalDouble.of(offered),
            OptionalLong.of(9_999),
            new SurgeSpec(4 * offered, 2_000, 4_000)));
    return this;
  }

  TinyRun window(String load, String phase, double offered, long stock) {
    windows.add(new Window(load, phase, OptionalDouble.of(offered), OptionalLong.of(stock)));
    return this;
  }

  /** A round in which 1,000 requests came, with p95 twice and p99 three times the median. */
  TinyRun round(
      String load, String phase, String variant, int round, @Nullable Double p50, double perS) {
    return add(load, phase, variant, round, 1_000, p50, perS, 0, Safety.PASS);
  }

  /** A round whose purchases were acknowledged in a tenth of the time, and at twice the rate. */
  TinyRun queued(String load, String phase, String variant, int round, double p50, double perS) {
    round(load, phase, variant, round, p50, perS);
    RoundRow row = rounds.removeLast();
    rounds.add(
        new RoundRow(
            row.experiment(),
            row.load(),
            row.phase(),
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
            2 * perS,
            p50 / 10,
            3 * p50 / 10,
            row.errorRate(),
            row.oversold(),
            row.undersold(),
            row.unrecovered(),
            row.cpuMsPerDecided(),
            row.latenessP99Ms(),
            row.generatorCores(),
            row.reason()));
    return this;
  }

  /** What subscribers were told in the window peak, selling. */
  TinyRun told(String variant, int round, int subscribers, long missed, long... delaysUs) {
    updates.add(
        new UpdateRow(
            name,
            "peak",
            "selling",
            variant,
            round,
            subscribers,
            subscribers,
            3,
            30,
            missed,
            0,
            null,
            null,
            null,
            null));
    if (delaysUs.length > 0) {
      delays
          .computeIfAbsent(windows.getFirst(), key -> new LinkedHashMap<>())
          .computeIfAbsent(variant, key -> Latencies.empty())
          .add(histogram(delaysUs));
    }
    return this;
  }

  private static Histogram histogram(long... us) {
    Histogram histogram = Latencies.empty();
    for (long value : us) {
      histogram.recordValue(value);
    }
    return histogram;
  }

  TinyRun oversold(String load, String phase, String variant, int round, long units) {
    return add(
        load, phase, variant, round, 1_000, 1.0, 10, units, units > 0 ? Safety.FAIL : Safety.PASS);
  }

  /** A round of the window stress, crash. */
  TinyRun crash(String variant, int round, long lost, long unrecovered) {
    add(
        "stress",
        "crash",
        variant,
        round,
        1_000,
        1.0,
        10,
        0,
        unrecovered > 0 ? Safety.FAIL : Safety.PASS);
    rounds.add(crashed(rounds.removeLast(), lost, unrecovered));
    return this;
  }

  private static RoundRow crashed(RoundRow row, long lost, long unrecovered) {
    return new RoundRow(
        row.experiment(),
        row.load(),
        row.phase(),
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
        lost,
        unrecovered,
        null,
        row.latenessP99Ms(),
        row.generatorCores(),
        row.reason());
  }

  TinyRun unknown(String load, String phase, String variant, int round) {
    return add(load, phase, variant, round, 1_000, null, 0, 0, Safety.UNKNOWN);
  }

  TinyRun notMeasured(String load, String phase, String variant, int round) {
    return add(load, phase, variant, round, 0, null, 0, 0, Safety.UNKNOWN);
  }

  /** A verdict on a control, of one round. */
  TinyRun control(String load, String phase, String variant, Safety safety, boolean asExpected) {
    verdicts.add(new Verdict(name, load, phase, variant, safety, true, asExpected, 1, 0, null, ""));
    return this;
  }

  private TinyRun add(
      String load,
      String phase,
      String variant,
      int round,
      long requests,
      @Nullable Double p50,
      double perS,
      long oversold,
      Safety safety) {
    rounds.add(
        new RoundRow(
            name,
            load,
            phase,
            variant,
            round,
            safety,
            requests,
            900,
            900,
            0,
            0,
            10,
            perS,
            p50,
            p50,
            p50 == null ? null : 2 * p50,
            p50 == null ? null : 3 * p50,
            p50,
            perS,
            p50,
            p50 == null ? null : 3 * p50,
            0,
            oversold,
            0,
            null,
            null,
            0.1,
            null,
            ""));
    return this;
  }

  TinyRun summary(String load, String phase, String variant, @Nullable Double p50) {
    summary.add(
        new SummaryRow(
            name,
            load,
            phase,
            variant,
            Safety.PASS,
            2,
            2_000,
            1_800,
            90,
            p50,
            p50,
            p50 == null ? null : 2 * p50,
            p50 == null ? null : 3 * p50,
            90.0,
            p50,
            p50 == null ? null : 3 * p50,
            0,
            0,
            0,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
    return this;
  }

  TinyRun sample(
      String load, String variant, int round, int second, @Nullable Double p50, double p99) {
    return sample(load, "selling", variant, round, second, p50, p99);
  }

  TinyRun sample(
      String load,
      String phase,
      String variant,
      int round,
      int second,
      @Nullable Double p50,
      @Nullable Double p99) {
    samples.add(
        new SampleRow(name, load, phase, variant, round, second, 10, 10, 0, p50, p99, p99, p99));
    return this;
  }

  TinyRun resource(
      String load, String variant, int round, String component, double cores, double mib) {
    String process = component + "-" + resources.size();
    resources.add(
        new ResourceRow(
            name,
            load,
            "selling",
            variant,
            round,
            component,
            process,
            10,
            cores * 1e4,
            cores,
            mib,
            5));
    return this;
  }

  /** What became of the records in a round of the window peak, store-crash. */
  TinyRun away(String variant, int round, double downMs, long lost) {
    records.add(
        new RecordsRow(name, "peak", "store-crash", variant, round, downMs, lost, null, null));
    return round("peak", "store-crash", variant, round, 1.0, 100);
  }

  /** How far the ledger was behind in a round of the window peak, selling. */
  TinyRun behind(String variant, int round, double lagP50Ms, double lagMaxMs) {
    records.add(
        new RecordsRow(name, "peak", "selling", variant, round, null, 0L, lagP50Ms, lagMaxMs));
    return round("peak", "selling", variant, round, 1.0, 100);
  }

  TinyRun latencies(String load, String phase, String variant, long... us) {
    Window window =
        windows.stream()
            .filter(one -> one.load().equals(load) && one.phase().equals(phase))
            .findFirst()
            .orElseThrow();
    latencies.computeIfAbsent(window, key -> new LinkedHashMap<>()).put(variant, histogram(us));
    return this;
  }

  TinyRun comparison(
      String load, String metric, String candidate, @Nullable Double ratio, Judgement judgement) {
    comparisons.add(
        new Comparison(
            name,
            load,
            "selling",
            metric,
            variants.getFirst().name(),
            candidate,
            6,
            ratio,
            ratio == null ? null : ratio - 0.1,
            ratio == null ? null : ratio + 0.1,
            0.05,
            judgement));
    return this;
  }

  Experiment experiment() {
    return new Experiment(
        name,
        variants,
        windows,
        rounds,
        samples,
        resources,
        summary,
        verdicts,
        comparisons,
        updates,
        records,
        latencies,
        delays);
  }

  Run run() {
    return run(RunInfo.Status.COMPLETE, List.of(), List.of(experiment()));
  }

  static Run run(RunInfo.Status status, List<String> missing, List<Experiment> experiments) {
    var info =
        new RunInfo(
            RunInfo.SCHEMA,
            "run-1",
            status,
            "standard",
            "processes",
            Instant.EPOCH,
            null,
            1,
            "a command",
            experiments.stream().map(Experiment::name).toList(),
            status == RunInfo.Status.COMPLETE ? List.of() : List.of("it broke off"));
    var environment =
        new Environment(
            "A Processor",
            4,
            1_024,
            "an OS",
            "a kernel",
            "25",
            "processes",
            "shared",
            Map.of(),
            "0123456789abcdef0123",
            false,
            "none");
    return new Run(info, Optional.of(environment), experiments, missing);
  }
}
