package flashsalelab.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder of one run: where each file is. Files are written in phases: {@code run.json} (status
 * incomplete), {@code environment.json} and the specs before anything starts; histories,
 * histograms, samples, resources and audits after each round; verdicts and the summary at the end.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

  public Path run() {
    return path.resolve("run.json");
  }

  public Path environment() {
    return path.resolve("environment.json");
  }

  public Path spec(String experiment) {
    return path.resolve(experiment).resolve("spec.json");
  }

  public Path samples() {
    return path.resolve("samples.csv");
  }

  public Path rounds() {
    return path.resolve("rounds.csv");
  }

  /** Rows of turns that were taken again; absent where none was. */
  public Path spoiled() {
    return path.resolve("spoiled.csv");
  }

  public Path resources() {
    return path.resolve("resources.csv");
  }

  /** What subscribers were told; absent where there were none. */
  public Path updates() {
    return path.resolve("updates.csv");
  }

  /** What became of the sale's records; absent where nothing can become of them. */
  public Path records() {
    return path.resolve("records.csv");
  }

  public Path summary() {
    return path.resolve("summary.csv");
  }

  public Path audit() {
    return path.resolve("audit.json");
  }

  public Path verdicts() {
    return path.resolve("verdicts.json");
  }

  /**
   * Everything one variant left in one round: plan, history, histograms and the processes' logs.
   */
  public Path round(String experiment, int round, String variant) {
    return path.resolve(experiment).resolve("round-%02d-%s".formatted(round, variant));
  }

  /** The latencies of one measured window, over all rounds, a tag per variant. */
  public Path latencies(String experiment, String load, String phase) {
    return path.resolve(experiment).resolve("latency-%s-%s.hlog".formatted(load, phase));
  }

  /** The time to acknowledgement in one measured window, likewise. */
  public Path acknowledgements(String experiment, String load, String phase) {
    return path.resolve(experiment).resolve("acknowledgement-%s-%s.hlog".formatted(load, phase));
  }

  /** How long subscribers waited for a change in one measured window, likewise. */
  public Path delays(String experiment, String load, String phase) {
    return path.resolve(experiment).resolve("delay-%s-%s.hlog".formatted(load, phase));
  }

  public RunInfo readRun() throws IOException {
    return Json.read(run(), RunInfo.class);
  }

  public Environment readEnvironment() throws IOException {
    return Json.read(environment(), Environment.class);
  }

  public ExperimentSpec readSpec(String experiment) throws IOException {
    return Json.read(spec(experiment), ExperimentSpec.class);
  }

  public Verdicts readVerdicts() throws IOException {
    return Json.read(verdicts(), Verdicts.class);
  }

  public List<AuditEntry> readAudit() throws IOException {
    return List.of(Json.read(audit(), AuditEntry[].class));
  }

  public List<SampleRow> readSamples() throws IOException {
    return Csv.of(SampleRow.class).read(samples());
  }

  public List<RoundRow> readRounds() throws IOException {
    return Csv.of(RoundRow.class).read(rounds());
  }

  public List<ResourceRow> readResources() throws IOException {
    return Csv.of(ResourceRow.class).read(resources());
  }

  /** None where there is no such file: a run need not have had subscribers. */
  public List<UpdateRow> readUpdates() throws IOException {
    return Files.exists(updates()) ? Csv.of(UpdateRow.class).read(updates()) : List.of();
  }

  /** None where there is no such file, likewise. */
  public List<RecordsRow> readRecords() throws IOException {
    return Files.exists(records()) ? Csv.of(RecordsRow.class).read(records()) : List.of();
  }

  public List<SummaryRow> readSummary() throws IOException {
    return Csv.of(SummaryRow.class).read(summary());
  }

  /** Creates the folder of one round. */
  public Path createRound(String experiment, int round, String variant) {
    return created(round(experiment, round, variant));
  }

  /**
   * Gives the folder of a round another name, as what it holds is not of that round any more.
   *
   * @return its new place
   */
  public Path setAside(String experiment, int round, String variant) {
    Path folder = round(experiment, round, variant);
    int number = 1;
    Path aside;
    do {
      aside = folder.resolveSibling("%s-spoiled-%d".formatted(folder.getFileName(), number++));
    } while (Files.exists(aside));
    try {
      return Files.move(folder, aside);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot rename %s to %s".formatted(folder, aside), e);
    }
  }

  /** Creates the folder of an experiment. */
  public Path createExperiment(String experiment) {
    return created(path.resolve(experiment));
  }

  private static Path created(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + folder, e);
    }
  }
}
