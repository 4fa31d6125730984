package flashsalelab.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.results.RunInfo.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromotionTest {
  @TempDir Path reports;
  private Path reference = Path.of("");

  @BeforeEach
  void name() {
    reference = reports.resolve("reference");
  }

  private RunFolder run(String id, Status status, String scale) throws IOException {
    var run = new RunFolder(Files.createDirectories(reports.resolve(id)));
    Json.write(
        run.run(),
        new RunInfo(
            RunInfo.SCHEMA,
            id,
            status,
            scale,
            "processes",
            Instant.EPOCH,
            null,
            1,
            "command",
            List.of("edges"),
            status == Status.COMPLETE ? List.of() : List.of("redis died", "so it ended")));
    Csv.of(RoundRow.class).write(run.rounds(), List.of(Records.full(RoundRow.class, id)));
    run.createExperiment("edges");
    Json.write(run.spec("edges"), Records.full(ExperimentSpec.class));
    Latencies.append(run.latencies("edges", "peak", "selling"), "one", Latencies.empty());
    Files.writeString(run.createRound("edges", 1, "one").resolve("edge.log"), "a line");
    return run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "full"})
  void promote_completeRun_copiesAllButRounds(String scale) throws IOException {
    RunFolder run = run("run-1", Status.COMPLETE, scale);

    Promotion.promote(run, reference);

    var copy = new RunFolder(reference);
    assertThat(copy.readRun()).isEqualTo(run.readRun());
    assertThat(copy.readRounds()).isEqualTo(run.readRounds());
    assertThat(copy.readSpec("edges")).isEqualTo(run.readSpec("edges"));
    assertThat(copy.latencies("edges", "peak", "selling")).exists();
    assertThat(copy.round("edges", 1, "one")).doesNotExist();
    assertThat(run.round("edges", 1, "one").resolve("edge.log")).exists();
  }

  @Test
  void promote_overOlderReference_leavesNothingOfIt() throws IOException {
    Promotion.promote(run("run-1", Status.COMPLETE, "full"), reference);
    Files.writeString(reference.resolve("old.txt"), "old");

    Promotion.promote(run("run-2", Status.COMPLETE, "full"), reference);

    assertThat(new RunFolder(reference).readRun().id()).isEqualTo("run-2");
    assertThat(reference.resolve("old.txt")).doesNotExist();
    try (var names = Files.list(reports)) {
      assertThat(names.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("run-1", "run-2", "reference");
    }
  }

  @Test
  void promote_throughLink_copiesWhatItPointsTo() throws IOException {
    RunFolder run = run("run-1", Status.COMPLETE, "full");
    Path latest = Files.createSymbolicLink(reports.resolve("latest"), run.path());

    Promotion.promote(new RunFolder(latest), reference);

    assertThat(reference).isDirectory().matches(path -> !Files.isSymbolicLink(path));
    assertThat(new RunFolder(reference).readRun().id()).isEqualTo("run-1");
  }

  @Test
  void promote_smokeRun_isRefusedAndReferenceStays() throws IOException {
    Promotion.promote(run("run-1", Status.COMPLETE, "full"), reference);
    RunFolder smoke = run("run-2", Status.COMPLETE, "smoke");

    assertThatThrownBy(() -> Promotion.promote(smoke, reference))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("run-2 is a smoke run");
    assertThat(new RunFolder(reference).readRun().id()).isEqualTo("run-1");
  }

  @Test
  void promote_incompleteRun_isRefusedWithItsReasons() throws IOException {
    RunFolder run = run("run-1", Status.INCOMPLETE, "full");

    assertThatThrownBy(() -> Promotion.promote(run, reference))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("run-1 is incomplete (redis died; so it ended)");
    assertThat(reference).doesNotExist();
  }

  @Test
  void promote_copyThatFails_leavesReferenceAsItWas() throws IOException {
    Promotion.promote(run("run-1", Status.COMPLETE, "full"), reference);
    RunFolder broken = run("run-2", Status.COMPLETE, "full");
    Files.createSymbolicLink(broken.samples(), broken.path().resolve("nowhere"));

    assertThatThrownBy(() -> Promotion.promote(broken, reference)).isInstanceOf(IOException.class);

    assertThat(new RunFolder(reference).readRun().id()).isEqualTo("run-1");
    assertThat(new RunFolder(reference).readRounds()).hasSize(1);
  }

  @Test
  void promote_remainsOfInterruptedPromotion_areReplaced() throws IOException {
    Files.createDirectories(reports.resolve("reference.new/edges"));
    Files.writeString(reports.resolve("reference.new/edges/half.txt"), "half");

    Promotion.promote(run("run-1", Status.COMPLETE, "full"), reference);

    assertThat(reference.resolve("edges/half.txt")).doesNotExist();
    assertThat(reports.resolve("reference.new")).doesNotExist();
  }

  @Test
  void promote_folderWithoutRun_namesFile() {
    assertThatThrownBy(
            () -> Promotion.promote(new RunFolder(reports.resolve("nowhere")), reference))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("run.json");
  }

  @Test
  void promote_referenceOntoItself_isRefused() throws IOException {
    RunFolder run = run("run-1", Status.COMPLETE, "full");

    assertThatThrownBy(() -> Promotion.promote(run, run.path()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("run-1 is the reference already");
    assertThat(run.round("edges", 1, "one").resolve("edge.log")).exists();
  }
}
