package flashsalelab.report.run;

import flashsalelab.results.ExperimentSpec;
import flashsalelab.results.Latencies;
import flashsalelab.results.RecordsRow;
import flashsalelab.results.ResourceRow;
import flashsalelab.results.RoundRow;
import flashsalelab.results.RunFolder;
import flashsalelab.results.RunInfo;
import flashsalelab.results.SampleRow;
import flashsalelab.results.SummaryRow;
import flashsalelab.results.UpdateRow;
import flashsalelab.results.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * Reads a run's folder whole. A file that is missing counts as empty and is noted, because a run
 * that broke off is still worth a look; a file that is there and broken is an error.
 */
public final class RunReader {
  private final RunFolder folder;
  private final List<String> missing = new ArrayList<>();

  private RunReader(RunFolder folder) {
    this.folder = folder;
  }

  /**
   * Reads a run.
   *
   * @throws IOException if the folder has no {@code run.json}, is of another schema, or a file of
   *     it cannot be read; the message names the file
   */
  public static Run read(RunFolder folder) throws IOException {
    return new RunReader(folder).read();
  }

  private interface Source<T> {
    T read() throws IOException;
  }

  private Run read() throws IOException {
    RunInfo info;
    try {
      info = folder.readRun();
    } catch (NoSuchFileException e) {
      throw new IOException(
          "%s is not a run's folder: it has no run.json".formatted(folder.path()), e);
    }
    if (info.schema() != RunInfo.SCHEMA) {
      throw new IOException(
          "%s has schema %d, but only schema %d can be read here"
              .formatted(folder.run(), info.schema(), RunInfo.SCHEMA));
    }
    List<RoundRow> rounds = rows(folder.rounds(), folder::readRounds);
    List<SampleRow> samples = rows(folder.samples(), folder::readSamples);
    List<ResourceRow> resources = rows(folder.resources(), folder::readResources);
    List<SummaryRow> summary = rows(folder.summary(), folder::readSummary);
    List<UpdateRow> updates = rows(folder.updates(), folder::readUpdates);
    List<RecordsRow> records = rows(folder.records(), folder::readRecords);
    Verdicts verdicts =
        present(folder.verdicts(), folder::readVerdicts).orElse(new Verdicts(List.of(), List.of()));
    var names = new LinkedHashSet<>(info.experiments());
    rounds.forEach(row -> names.add(row.experiment()));
    var experiments = new ArrayList<Experiment>();
    for (String name : names) {
      List<RoundRow> own = rounds.stream().filter(row -> row.experiment().equals(name)).toList();
      Optional<ExperimentSpec> spec = present(folder.spec(name), () -> folder.readSpec(name));
      List<Window> windows = windows(spec, own);
      experiments.add(
          new Experiment(
              name,
              variants(spec, own),
              windows,
              own,
              samples.stream().filter(row -> row.experiment().equals(name)).toList(),
              resources.stream().filter(row -> row.experiment().equals(name)).toList(),
              summary.stream().filter(row -> row.experiment().equals(name)).toList(),
              verdicts.verdicts().stream().filter(row -> row.experiment().equals(name)).toList(),
              verdicts.comparisons().stream().filter(row -> row.experiment().equals(name)).toList(),
              updates.stream().filter(row -> row.experiment().equals(name)).toList(),
              records.stream().filter(row -> row.experiment().equals(name)).toList(),
              latencies(name, windows),
              delays(name, windows)));
    }
    var environment = present(folder.environment(), folder::readEnvironment);
    return new Run(info, environment, experiments, missing);
  }

  private static List<Variant> variants(Optional<ExperimentSpec> spec, List<RoundRow> rounds) {
    var variants = new LinkedHashMap<String, Variant>();
    spec.map(ExperimentSpec::variants).stream()
        .flatMap(List::stream)
        .forEach(variant ->
            variants.put(
                variant.name(),
                new Variant(
                    variant.name(),
                    variant.guard(),
                    variant.expectedViolation(),
                    variant.baseline())));
    rounds.forEach(
        row -> variants.computeIfAbsent(row.variant(), name -> new Variant(name, "", false)));
    return List.copyOf(variants.values());
  }

  private static List<Window> windows(Optional<ExperimentSpec> spec, List<RoundRow> rounds) {
    var windows = new ArrayList<Window>();
    spec.map(ExperimentSpec::measurements).stream()
        .flatMap(List::stream)
        .forEach(measurement ->
            windows.add(
                new Window(
                    measurement.load(),
                    measurement.phase(),
                    OptionalDouble.of(measurement.ratePerSecond()),
                    OptionalLong.of(measurement.stock()),
                    measurement.surge())));
    for (RoundRow row : rounds) {
      if (windows.stream().noneMatch(window -> window.is(row.load(), row.phase()))) {
        windows.add(
            new Window(row.load(), row.phase(), OptionalDouble.empty(), OptionalLong.empty()));
      }
    }
    return windows;
  }

  private Map<Window, Map<String, Histogram>> latencies(String experiment, List<Window> windows)
      throws IOException {
    var latencies = new LinkedHashMap<Window, Map<String, Histogram>>();
    for (Window window : windows) {
      Path log = folder.latencies(experiment, window.load(), window.phase());
      present(log, () -> Latencies.byTag(log)).ifPresent(tags -> latencies.put(window, tags));
    }
    return latencies;
  }

  /** Only where there were subscribers. */
  private Map<Window, Map<String, Histogram>> delays(String experiment, List<Window> windows)
      throws IOException {
    var delays = new LinkedHashMap<Window, Map<String, Histogram>>();
    for (Window window : windows) {
      Path log = folder.delays(experiment, window.load(), window.phase());
      if (Files.exists(log)) {
        delays.put(window, Latencies.byTag(log));
      }
    }
    return delays;
  }

  private <T> List<T> rows(Path file, Source<List<T>> source) throws IOException {
    return present(file, source).stream().flatMap(List::stream).toList();
  }

  private <T> Optional<T> present(Path file, Source<T> source) throws IOException {
    try {
      return Optional.of(source.read());
    } catch (NoSuchFileException e) {
      missing.add(folder.path().relativize(file).toString());
      return Optional.empty();
    }
  }
}
