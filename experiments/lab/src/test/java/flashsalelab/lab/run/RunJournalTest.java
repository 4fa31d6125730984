package flashsalelab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.RoundRows;
import flashsalelab.results.AuditEntry;
import flashsalelab.results.Csv;
import flashsalelab.results.Environment;
import flashsalelab.results.Latencies;
import flashsalelab.results.RecordsRow;
import flashsalelab.results.ResourceRow;
import flashsalelab.results.RoundRow;
import flashsalelab.results.RunFolder;
import flashsalelab.results.RunInfo;
import flashsalelab.results.RunInfo.Status;
import flashsalelab.results.Safety;
import flashsalelab.results.SummaryRow;
import flashsalelab.results.UpdateRow;
import flashsalelab.results.Verdicts;
import flashsalelab.results.Verdicts.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJournalTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH.plusSeconds(60), ZoneOffset.UTC);

  @TempDir private Path path;
  private RunFolder folder;
  private RunJournal journal;

  @BeforeEach
  void begin() {
    folder = new RunFolder(path);
    folder.createExperiment("which-one");
    journal =
        new RunJournal(
            folder,
            new RunInfo(
                RunInfo.SCHEMA,
                "a-run",
                Status.INCOMPLETE,
                "smoke",
                "processes",
                Instant.EPOCH,
                null,
                1,
                "mvn",
                List.of(),
                List.of()),
            new Environment(
                "cpu", 2, 4, "os", "k", "25", "processes", "all", Map.of(), "r", false, "none"),
            CLOCK);
  }

  private static RunJournal.Entry entry(String variant, int round, long latencyUs) {
    return entry(RoundRows.row(variant, round, 100 * round, 1.0), latencyUs);
  }

  private static RunJournal.Entry entry(String variant, Safety safety) {
    return entry(RoundRows.row(variant, 1, 100, 1.0, safety, 1), 1000);
  }

  private static RunJournal.Entry entry(RoundRow row, long latencyUs) {
    String variant = row.variant();
    int round = row.round();
    Histogram latencies = Latencies.empty();
    latencies.recordValue(latencyUs);
    return new RunJournal.Entry(
        row,
        List.of(),
        List.of(resource(variant, round, "edge-1", 0.4), resource(variant, round, "edge-2", 0.6)),
        Optional.empty(),
        Optional.empty(),
        new AuditEntry(
            "which-one",
            "peak",
            "selling",
            variant,
            round,
            "sku",
            Safety.PASS,
            1,
            0,
            1,
            0,
            0,
            0,
            null,
            1,
            List.of()),
        latencies,
        latencies,
        Optional.empty());
  }

  private static ResourceRow resource(String variant, int round, String process, double cores) {
    return new ResourceRow(
        "which-one", "peak", "selling", variant, round, "edge", process, 1, 1, cores, 100, 9);
  }

  @Test
  void begun_isIncompleteAtOnce() throws IOException {
    assertThat(folder.readRun().status()).isEqualTo(Status.INCOMPLETE);
    assertThat(folder.readEnvironment().cores()).isEqualTo(2);
  }

  @Test
  void add_eachRound_isOnDiskAtOnce() throws IOException {
    journal.add(entry("one", 1, 1000));
    journal.add(entry("one", 2, 3000));

    assertThat(folder.readRounds()).hasSize(2);
    assertThat(folder.readResources()).hasSize(4);
    assertThat(folder.readAudit()).hasSize(2);
    assertThat(Latencies.byTag(folder.latencies("which-one", "peak", "selling")))
        .hasEntrySatisfying("one", merged -> assertThat(merged.getTotalCount()).isEqualTo(2));
  }

  @Test
  void setAside_ofATurn_keepsItsRowsAndItsFolderApart() throws IOException {
    for (int time = 1; time <= 2; time++) {
      Path round = folder.createRound("which-one", 1, "one");
      Files.writeString(round.resolve("log"), "of time " + time);
      String text = journal.setAside(List.of(entry("one", 1, 1000)));

      Path kept = round.resolveSibling("round-01-one-spoiled-" + time);
      assertThat(round).doesNotExist();
      assertThat(kept.resolve("log")).hasContent("of time " + time);
      assertThat(text).contains("which-one, round 1, one", kept.getFileName().toString());
      assertThat(folder.readRun().remarks()).hasSize(time).last().isEqualTo(text);
    }

    assertThat(Csv.of(RoundRow.class).read(folder.spoiled())).hasSize(2);
    assertThat(folder.rounds()).doesNotExist();
    assertThat(journal.rounds()).isEmpty();
  }

  @Test
  void add_withoutSubscribers_leavesNoFileOfThem() throws IOException {
    journal.add(entry("one", 1, 1000));

    assertThat(folder.updates()).doesNotExist();
    assertThat(folder.readUpdates()).isEmpty();
    assertThat(folder.delays("which-one", "peak", "selling")).doesNotExist();
  }

  @Test
  void add_withSubscribers_appendsWhatTheyWereTold() throws IOException {
    for (int round = 1; round <= 2; round++) {
      RunJournal.Entry entry = entry("one", round, 1000);
      var update =
          new UpdateRow(
              "which-one", "peak", "selling", "one", round, 9, 9, 3, 27, 0, 0, 1.0, 1.0, 1.0, 1.0);
      journal.add(
          new RunJournal.Entry(
              entry.round(),
              entry.samples(),
              entry.resources(),
              Optional.of(update),
              Optional.empty(),
              entry.audit(),
              entry.latencies(),
              entry.acknowledgements(),
              Optional.of(entry.latencies())));
    }

    assertThat(folder.readUpdates()).extracting(UpdateRow::round).containsExactly(1, 2);
    assertThat(Latencies.byTag(folder.delays("which-one", "peak", "selling")))
        .hasEntrySatisfying("one", merged -> assertThat(merged.getTotalCount()).isEqualTo(2));
  }

  @Test
  void add_withRecordsOfInterest_appendsThem() throws IOException {
    RunJournal.Entry entry = entry("one", 1, 1000);
    var records = new RecordsRow("which-one", "peak", "selling", "one", 1, 750.0, 3L, null, null);
    assertThat(folder.records()).doesNotExist();

    journal.add(
        new RunJournal.Entry(
            entry.round(),
            entry.samples(),
            entry.resources(),
            Optional.empty(),
            Optional.of(records),
            entry.audit(),
            entry.latencies(),
            entry.acknowledgements(),
            Optional.empty()));

    assertThat(folder.readRecords()).containsExactly(records);
  }

  @Test
  void remark_isKept_andTheRunStaysIncomplete() throws IOException {
    journal.remark("interrupted");

    assertThat(folder.readRun().remarks()).containsExactly("interrupted");
    assertThat(folder.readRun().status()).isEqualTo(Status.INCOMPLETE);
  }

  @Test
  void complete_setsTheEnd() throws IOException {
    journal.conclude(List.of(), new Verdicts(List.of(), List.of()));
    journal.complete();

    assertThat(folder.readRun().status()).isEqualTo(Status.COMPLETE);
    assertThat(folder.readRun().endedAt()).isEqualTo(CLOCK.instant());
  }

  @Test
  void summary_ofTwoRounds_mergesAndSums() {
    journal.add(entry("one", 1, 1000));
    journal.add(entry("one", 2, 3000));

    SummaryRow row = Summary.of(folder, journal.rounds(), journal.resources()).getFirst();

    assertThat(row.rounds()).isEqualTo(2);
    assertThat(row.requests()).isEqualTo(200);
    assertThat(row.throughputPerS()).isEqualTo(150);
    assertThat(row.meanMs()).isBetween(1.99, 2.01);
    assertThat(row.acksPerS()).isEqualTo(150);
    assertThat(row.ackP99Ms()).isBetween(2.99, 3.01);
    assertThat(row.edgeCpuCores()).isEqualTo(1.0);
    assertThat(row.edgeMemoryMib()).isEqualTo(200);
    assertThat(row.balancerCpuCores()).isNull();
  }

  @Test
  void closingTable_controlSeenToFail_isMarked() {
    journal.add(entry("one", Safety.FAIL));
    List<SummaryRow> summary = Summary.of(folder, journal.rounds(), journal.resources());

    var verdict =
        new Verdict(
            "which-one", "peak", "selling", "one", Safety.FAIL, true, true, 1, 1, null, "oversold");

    assertThat(ClosingTable.of(summary, new Verdicts(List.of(verdict), List.of())))
        .contains("FAIL*")
        .contains("10.00%");
  }
}
