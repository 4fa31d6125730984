package flashsalelab.lab.run;

import flashsalelab.results.AuditEntry;
import flashsalelab.results.Csv;
import flashsalelab.results.Environment;
import flashsalelab.results.ExperimentSpec;
import flashsalelab.results.Json;
import flashsalelab.results.Latencies;
import flashsalelab.results.RecordsRow;
import flashsalelab.results.ResourceRow;
import flashsalelab.results.RoundRow;
import flashsalelab.results.RunFolder;
import flashsalelab.results.RunInfo;
import flashsalelab.results.RunInfo.Status;
import flashsalelab.results.Safety;
import flashsalelab.results.SampleRow;
import flashsalelab.results.SummaryRow;
import flashsalelab.results.UpdateRow;
import flashsalelab.results.Verdicts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run down while it goes on: each round as soon as it is over, so that a run that is cut
 * off keeps what it had and says {@code incomplete}. Thread-safe: the last words may come from a
 * shutdown hook.
 */
final class RunJournal {
  private final RunFolder folder;
  private final Clock clock;
  private final List<RoundRow> rounds = new ArrayList<>();
  private final List<ResourceRow> resources = new ArrayList<>();
  private final List<AuditEntry> audits = new ArrayList<>();
  private RunInfo info;

  RunJournal(RunFolder folder, RunInfo info, Environment environment, Clock clock) {
    this.folder = folder;
    this.info = info;
    this.clock = clock;
    Json.write(folder.run(), info);
    Json.write(folder.environment(), environment);
  }

  /** What one variant left in one measured window. */
  record Entry(
      RoundRow round,
      List<SampleRow> samples,
      List<ResourceRow> resources,
      Optional<UpdateRow> update,
      Optional<RecordsRow> records,
      AuditEntry audit,
      Histogram latencies,
      Histogram acknowledgements,
      Optional<Histogram> delays) {
    Entry {
      samples = List.copyOf(samples);
      resources = List.copyOf(resources);
    }
  }

  RunFolder folder() {
    return folder;
  }

  synchronized void spec(ExperimentSpec spec) {
    folder.createExperiment(spec.name());
    Json.write(folder.spec(spec.name()), spec);
    if (!info.experiments().contains(spec.name())) {
      var experiments = new ArrayList<>(info.experiments());
      experiments.add(spec.name());
      update(info.status(), null, experiments, info.remarks());
    }
  }

  synchronized void add(Entry entry) {
    RoundRow round = entry.round();
    rounds.add(round);
    resources.addAll(entry.resources());
    audits.add(entry.audit());
    Csv.of(RoundRow.class).append(folder.rounds(), List.of(round));
    Csv.of(SampleRow.class).append(folder.samples(), entry.samples());
    Csv.of(ResourceRow.class).append(folder.resources(), entry.resources());
    Json.write(folder.audit(), audits);
    entry
        .update()
        .ifPresent(update -> Csv.of(UpdateRow.class).append(folder.updates(), List.of(update)));
    entry
        .records()
        .ifPresent(records -> Csv.of(RecordsRow.class).append(folder.records(), List.of(records)));
    Latencies.append(
        folder.latencies(round.experiment(), round.load(), round.phase()),
        round.variant(),
        entry.latencies());
    Latencies.append(
        folder.acknowledgements(round.experiment(), round.load(), round.phase()),
        round.variant(),
        entry.acknowledgements());
    entry
        .delays()
        .ifPresent(delays ->
            Latencies.append(
                folder.delays(round.experiment(), round.load(), round.phase()),
                round.variant(),
                delays));
  }

  /**
   * Sets aside what a turn left that is taken again: its rows are kept in a file of their own, and
   * its folder under another name.
   *
   * @return what was done, and why
   */
  synchronized String setAside(List<Entry> entries) {
    RoundRow first = entries.getFirst().round();
    Csv.of(RoundRow.class).append(folder.spoiled(), entries.stream().map(Entry::round).toList());
    Path kept = folder.setAside(first.experiment(), first.round(), first.variant());
    String reasons =
        entries.stream()
            .map(Entry::round)
            .filter(row -> row.safety() != Safety.PASS)
            .map(row -> "%s, %s: %s".formatted(row.load(), row.phase(), row.reason()))
            .collect(Collectors.joining("; "));
    String text =
        "%s, round %d, %s was spoiled by the load generator (%s) and taken again; it is kept in %s"
            .formatted(
                first.experiment(), first.round(), first.variant(), reasons, kept.getFileName());
    remark(text);
    return text;
  }

  synchronized void conclude(List<SummaryRow> summary, Verdicts verdicts) {
    Csv.of(SummaryRow.class).write(folder.summary(), summary);
    Json.write(folder.verdicts(), verdicts);
  }

  synchronized void remark(String text) {
    var remarks = new ArrayList<>(info.remarks());
    remarks.add(text);
    update(info.status(), info.endedAt(), info.experiments(), remarks);
  }

  synchronized void complete() {
    update(Status.COMPLETE, clock.instant(), info.experiments(), info.remarks());
  }

  synchronized boolean isComplete() {
    return info.status() == Status.COMPLETE;
  }

  synchronized List<RoundRow> rounds() {
    return List.copyOf(rounds);
  }

  synchronized List<ResourceRow> resources() {
    return List.copyOf(resources);
  }

  private void update(
      Status status, @Nullable Instant endedAt, List<String> experiments, List<String> remarks) {
    info =
        new RunInfo(
            info.schema(),
            info.id(),
            status,
            info.scale(),
            info.launcher(),
            info.startedAt(),
            endedAt,
            info.seed(),
            info.command(),
            experiments,
            remarks);
    Json.write(folder.run(), info);
  }
}
