package flashsalelab.report;

import flashsalelab.results.Csv;
import flashsalelab.results.Environment;
import flashsalelab.results.ExperimentSpec;
import flashsalelab.results.ExperimentSpec.CalibrationSpec;
import flashsalelab.results.ExperimentSpec.MeasurementSpec;
import flashsalelab.results.ExperimentSpec.SurgeSpec;
import flashsalelab.results.ExperimentSpec.VariantSpec;
import flashsalelab.results.ExperimentSpec.WarmUpSpec;
import flashsalelab.results.Json;
import flashsalelab.results.Judgement;
import flashsalelab.results.Latencies;
import flashsalelab.results.ResourceRow;
import flashsalelab.results.RoundRow;
import flashsalelab.results.RunFolder;
import flashsalelab.results.RunInfo;
import flashsalelab.results.Safety;
import flashsalelab.results.SampleRow;
import flashsalelab.results.SummaryRow;
import flashsalelab.results.UpdateRow;
import flashsalelab.results.Verdicts;
import flashsalelab.results.Verdicts.Comparison;
import flashsalelab.results.Verdicts.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Makes a run's folder as the lab would leave it, of made-up but plausible figures: the same ones
 * every time.
 */
final class RunFixture {
  static final String GUARDS = "stock-guards";
  static final String EDGES = "execution-architecture";
  static final String PATTERNS = "request-pattern";
  static final String UPDATES = "stock-updates";
  static final String OVERLOAD = "overload";

  private static final int SECONDS = 30;
  private static final double KNEE = 2_000;

  private final RunFolder folder;
  private final Random random = new Random(7);
  private final List<String> experiments = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private final List<Comparison> comparisons = new ArrayList<>();
  private List<RoundRow> baseline = List.of();
  private int rounds = 6;

  RunFixture(Path path) {
    this.folder = new RunFolder(path);
  }

  /** The run that most tests look at: two guards, one of them a control, and two edges. */
  static RunFolder standard(Path path) {
    return new RunFixture(path)
        .guards("semaphore", "unguarded")
        .edges("virtual-threads", "event-loop")
        .complete("standard");
  }

  RunFixture rounds(int count) {
    rounds = count;
    return this;
  }

  /** An experiment on guards; the one named unguarded is the control. */
  RunFixture guards(String... names) {
    List<VariantSpec> variants =
        List.of(names).stream()
            .map(name ->
                new VariantSpec(
                    name,
                    "an-edge",
                    2,
                    name,
                    "rotation",
                    name.equals("unguarded"),
                    Map.of(),
                    null,
                    null,
                    null,
                    false,
                    rounds))
            .toList();
    return experiment(
        GUARDS,
        variants,
        List.of(new MeasurementSpec("stress", "rush", 3_000, 30_000, 1_000, null, null)));
  }

  /** An experiment on edges, at three loads in two phases. */
  RunFixture edges(String... names) {
    return edges(EDGES, List.of(names));
  }

  RunFixture edges(String experiment, List<String> names) {
    List<VariantSpec> variants =
        names.stream()
            .map(name ->
                new VariantSpec(
                    name, name, 2, "a-guard", null, false, Map.of(), null, null, null, false,
                    rounds))
            .toList();
    var measurements = new ArrayList<MeasurementSpec>();
    for (String phase : List.of("selling", "sold-out")) {
      measurements.add(
          new MeasurementSpec("normal", phase, 0.3 * KNEE, 30_000, 100_000, null, null));
      measurements.add(new MeasurementSpec("peak", phase, 0.8 * KNEE, 30_000, 100_000, null, null));
      measurements.add(
          new MeasurementSpec("stress", phase, 1.5 * KNEE, 30_000, 100_000, null, null));
    }
    return experiment(experiment, variants, measurements);
  }

  /** An experiment on request patterns; those named queued acknowledge in half of the time. */
  RunFixture patterns(String... names) {
    List<VariantSpec> variants =
        List.of(names).stream()
            .map(name ->
                new VariantSpec(
                    name, "an-edge", 2, "a-guard", null, false, Map.of(), null, null, null, false,
                    rounds))
            .toList();
    return experiment(
        PATTERNS,
        variants,
        List.of(new MeasurementSpec("peak", "selling", 1_600, 30_000, 100_000, null, null)));
  }

  /** An experiment on subscribers: an edge alone, and the same with a crowd. */
  RunFixture subscribers() {
    var alone =
        new VariantSpec(
            "alone", "an-edge", 1, "a-guard", null, false, Map.of(), null, 0, null, false, rounds);
    var crowded =
        new VariantSpec(
            "crowded", "an-edge", 1, "a-guard", null, false, Map.of(), "alone", 9_000, null, false,
            rounds);
    experiment(
        UPDATES,
        List.of(alone, crowded),
        List.of(new MeasurementSpec("peak", "selling", 1_600, 30_000, 100_000, null, null)));
    for (int round = 1; round <= rounds; round++) {
      Histogram delays = Latencies.empty();
      random.ints(2_000, 20_000, 600_000).forEach(delays::recordValue);
      Latencies.append(folder.delays(UPDATES, "peak", "selling"), "crowded", delays);
      Csv.of(UpdateRow.class)
          .append(folder.updates(), List.of(update("alone", round, 0), crowd(round, delays)));
    }
    return this;
  }

  private static UpdateRow update(String variant, int round, int subscribers) {
    return new UpdateRow(
        UPDATES,
        "peak",
        "selling",
        variant,
        round,
        subscribers,
        subscribers,
        30,
        0,
        0,
        0,
        null,
        null,
        null,
        null);
  }

  private static UpdateRow crowd(int round, Histogram delays) {
    return new UpdateRow(
        UPDATES,
        "peak",
        "selling",
        "crowded",
        round,
        9_000,
        9_000,
        30,
        270_000,
        0,
        3,
        ms(delays, 50),
        ms(delays, 95),
        ms(delays, 99),
        delays.getMaxValue() / 1e3);
  }

  /** An experiment with a surge from second 6 to second 12. */
  RunFixture overload(String... names) {
    List<VariantSpec> variants =
        List.of(names).stream()
            .map(name ->
                new VariantSpec(
                    name, name, 2, "a-guard", null, false, Map.of(), null, null, null, false,
                    rounds))
            .toList();
    var surge = new SurgeSpec(4 * KNEE, 6_000, 12_000);
    return experiment(
        OVERLOAD,
        variants,
        List.of(new MeasurementSpec("normal", "overload", 600, 30_000, 100_000, null, surge)));
  }

  private RunFixture experiment(
      String name, List<VariantSpec> variants, List<MeasurementSpec> measurements) {
    experiments.add(name);
    folder.createExperiment(name);
    Json.write(
        folder.spec(name),
        new ExperimentSpec(
            name,
            "Which one?",
            variants.getFirst().name(),
            rounds,
            7,
            0.05,
            variants,
            new WarmUpSpec(5, 1_000, 500, 200),
            measurements,
            new CalibrationSpec("steps of 5 s", Map.of(), KNEE),
            List.of("no oversell")));
    for (MeasurementSpec measurement : measurements) {
      for (int i = 0; i < variants.size(); i++) {
        measure(name, variants, i, measurement);
      }
    }
    return this;
  }

  private void measure(
      String experiment, List<VariantSpec> variants, int index, MeasurementSpec measurement) {
    VariantSpec variant = variants.get(index);
    double acknowledged = variant.name().startsWith("queued") ? 0.5 : 1;
    double share = measurement.ratePerSecond() / KNEE;
    double overload = Math.max(0, share - 1.15 - 0.12 * index);
    double median = (0.9 + 0.25 * index) * (measurement.phase().equals("sold-out") ? 0.6 : 1);
    double scale = median * (1 + share) * Math.exp(5 * overload);
    var all = new LinkedHashMap<Integer, Histogram>();
    var roundRows = new ArrayList<RoundRow>();
    for (int round = 1; round <= rounds; round++) {
      double luck = scale * Math.exp(random.nextGaussian() * 0.08);
      Histogram histogram = Latencies.empty();
      var samples = new ArrayList<SampleRow>();
      int decidedASecond =
          (int) Math.min(measurement.ratePerSecond(), KNEE * (1.2 + 0.12 * index) * luck / scale);
      for (int second = 0; second < SECONDS; second++) {
        Histogram own = Latencies.empty();
        double burst = second == 17 && index == 0 ? 4 : 1;
        for (int i = 0; i < decidedASecond / 5; i++) {
          double ms = luck * burst * Math.exp(random.nextGaussian() * 0.45);
          own.recordValue((long) (1_000 * (random.nextInt(60) == 0 ? ms * 6 : ms)) + 150);
        }
        histogram.add(own);
        samples.add(
            new SampleRow(
                experiment,
                measurement.load(),
                measurement.phase(),
                variant.name(),
                round,
                second,
                decidedASecond,
                decidedASecond,
                0,
                ms(own, 50),
                ms(own, 95),
                ms(own, 99),
                own.getMaxValue() / 1e3));
      }
      all.put(round, histogram);
      Csv.of(SampleRow.class).append(folder.samples(), samples);
      Latencies.append(
          folder.latencies(experiment, measurement.load(), measurement.phase()),
          variant.name(),
          histogram);
      resources(experiment, measurement, variant, index, round, share);
      long oversold = variant.expectedViolation() ? 40 + random.nextInt(30) : 0;
      roundRows.add(
          new RoundRow(
              experiment,
              measurement.load(),
              measurement.phase(),
              variant.name(),
              round,
              oversold > 0 ? Safety.FAIL : Safety.PASS,
              Math.round(measurement.ratePerSecond() * SECONDS),
              (long) decidedASecond * SECONDS,
              (long) decidedASecond * SECONDS,
              0,
              0,
              SECONDS,
              decidedASecond,
              histogram.getMean() / 1e3,
              ms(histogram, 50),
              ms(histogram, 95),
              ms(histogram, 99),
              histogram.getMaxValue() / 1e3,
              (double) decidedASecond,
              ms(histogram, 50) * acknowledged,
              ms(histogram, 99) * acknowledged,
              0,
              oversold,
              0,
              null,
              0.9 + 0.2 * index,
              0.4,
              0.7,
              oversold > 0 ? "no oversell: " + oversold + " units too many" : ""));
    }
    Csv.of(RoundRow.class).append(folder.rounds(), roundRows);
    conclude(experiment, variants, index, measurement, all, roundRows);
  }

  private void resources(
      String experiment,
      MeasurementSpec measurement,
      VariantSpec variant,
      int index,
      int round,
      double share) {
    var rows = new ArrayList<ResourceRow>();
    double luck = 1 + random.nextGaussian() * 0.04;
    Map<String, double[]> components =
        Map.of(
            "edge-1", new double[] {0.55 + 0.15 * index, 310 + 40 * index},
            "edge-2", new double[] {0.52 + 0.15 * index, 305 + 40 * index},
            "balancer", new double[] {0.3, 120},
            "redis", new double[] {0.22, 14},
            "generator", new double[] {0.6, 540});
    for (String process : List.of("edge-1", "edge-2", "balancer", "redis", "generator")) {
      double[] amounts = components.getOrDefault(process, new double[2]);
      double cores = Math.min(1.6, amounts[0] * share * luck);
      rows.add(
          new ResourceRow(
              experiment,
              measurement.load(),
              measurement.phase(),
              variant.name(),
              round,
              process.replaceAll("-\\d$", ""),
              process,
              SECONDS,
              cores * SECONDS * 1_000,
              cores,
              amounts[1] * luck,
              40));
    }
    Csv.of(ResourceRow.class).append(folder.resources(), rows);
  }

  private void conclude(
      String experiment,
      List<VariantSpec> variants,
      int index,
      MeasurementSpec measurement,
      Map<Integer, Histogram> histograms,
      List<RoundRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    VariantSpec variant = variants.get(index);
    Histogram merged = Latencies.empty();
    histograms.values().forEach(merged::add);
    long oversold = rows.stream().mapToLong(RoundRow::oversold).sum();
    Safety safety = Safety.of(rows.stream().map(RoundRow::safety).toList());
    Csv.of(SummaryRow.class)
        .append(
            folder.summary(),
            List.of(
                new SummaryRow(
                    experiment,
                    measurement.load(),
                    measurement.phase(),
                    variant.name(),
                    safety,
                    rounds,
                    rows.stream().mapToLong(RoundRow::requests).sum(),
                    rows.stream().mapToLong(RoundRow::decided).sum(),
                    rows.getFirst().throughputPerS(),
                    merged.getMean() / 1e3,
                    ms(merged, 50),
                    ms(merged, 95),
                    ms(merged, 99),
                    rows.getFirst().acksPerS(),
                    ms(merged, 50),
                    ms(merged, 99),
                    0,
                    oversold,
                    0,
                    null,
                    1.0,
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
                    null)));
    verdicts.add(
        new Verdict(
            experiment,
            measurement.load(),
            measurement.phase(),
            variant.name(),
            safety,
            variant.expectedViolation(),
            (safety == Safety.FAIL) == variant.expectedViolation(),
            rounds,
            oversold > 0 ? rounds : 0,
            oversold > 0 ? null : 3.0 / rounds,
            ""));
    if (index > 0) {
      compare(measurement, rows, variant, "p99_ms", RoundRow::p99Ms);
      compare(measurement, rows, variant, "throughput_per_s", RoundRow::throughputPerS);
    } else {
      baseline = rows;
    }
  }

  private void compare(
      MeasurementSpec measurement,
      List<RoundRow> rows,
      VariantSpec candidate,
      String metric,
      Function<RoundRow, @Nullable Double> value) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      ratios.add(number(value.apply(rows.get(i))) / number(value.apply(baseline.get(i))));
    }
    Collections.sort(ratios);
    double ratio = ratios.get(ratios.size() / 2);
    boolean better = metric.startsWith("p") ? ratio < 1 : ratio > 1;
    comparisons.add(
        new Comparison(
            rows.getFirst().experiment(),
            measurement.load(),
            measurement.phase(),
            metric,
            baseline.getFirst().variant(),
            candidate.name(),
            rounds,
            ratio,
            ratios.getFirst(),
            ratios.getLast(),
            0.05,
            rounds < 6 || (ratios.getFirst() < 1 && ratios.getLast() > 1)
                ? Judgement.INCONCLUSIVE
                : better ? Judgement.FASTER : Judgement.SLOWER));
  }

  private static double number(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  /** Writes what stands at a run's end. */
  RunFolder complete(String scale) {
    Json.write(folder.verdicts(), new Verdicts(verdicts, comparisons));
    return write(RunInfo.Status.COMPLETE, scale, List.of());
  }

  /** Leaves the run as one that broke off: no summary, no verdicts. */
  RunFolder incomplete(String reason) {
    folder.summary().toFile().delete();
    return write(RunInfo.Status.INCOMPLETE, "standard", List.of(reason));
  }

  private RunFolder write(RunInfo.Status status, String scale, List<String> remarks) {
    Json.write(
        folder.environment(),
        new Environment(
            "A Processor 9000",
            4,
            16_384,
            "Linux",
            "6.1",
            "25.0.3",
            "processes",
            "all processors for everything",
            Map.of(),
            "0123456789abcdef0123456789abcdef01234567",
            true,
            "none"));
    Json.write(
        folder.run(),
        new RunInfo(
            RunInfo.SCHEMA,
            "2026-11-23-0540",
            status,
            scale,
            "processes",
            Instant.parse("2026-11-23T05:40:00Z"),
            status == RunInfo.Status.COMPLETE ? Instant.parse("2026-11-23T07:00:00Z") : null,
            7,
            "mvn verify -Pexperiments",
            experiments,
            remarks));
    return folder;
  }

  private static double ms(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e3;
  }
}
