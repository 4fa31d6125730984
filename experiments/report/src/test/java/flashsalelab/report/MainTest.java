package flashsalelab.report;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.results.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private int run(Object... arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), texts);
  }

  private RunFixture fixture() throws IOException {
    return new RunFixture(Files.createDirectories(folder.resolve("run"))).rounds(1);
  }

  @Test
  void render_run_printsWhatItWrote() throws IOException {
    RunFolder run = fixture().guards("a", "unguarded").complete("standard");
    Path pictures = folder.resolve("pictures");

    assertThat(run("render", run.path(), "--out", pictures)).isZero();

    assertThat(out.toString()).contains(pictures.resolve("oversell-by-guard.png").toString());
    assertThat(err.toString()).isEmpty();
    assertThat(pictures.resolve("oversell-by-guard.png")).exists();
  }

  @Test
  void render_folderWithoutRun_isOneLineAndCode1() {
    assertThat(run("render", folder.resolve("nowhere"))).isEqualTo(1);

    assertThat(err.toString().lines())
        .hasSize(1)
        .allSatisfy(line -> assertThat(line).contains("nowhere is not a run's folder"));
  }

  @Test
  void render_runWithoutData_isOneLineAndCode1() throws IOException {
    RunFolder run = fixture().rounds(0).edges("a").incomplete("nothing started");
    Files.delete(run.rounds());

    assertThat(run("render", run.path(), "--out", folder.resolve("pictures"))).isEqualTo(1);

    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("nothing was drawn");
  }

  @Test
  void render_brokenFile_isOneLineAndCode1() throws IOException {
    RunFolder run = fixture().edges("a", "b").complete("standard");
    Files.writeString(run.verdicts(), "{ not json");

    assertThat(run("render", run.path(), "--out", folder.resolve("pictures"))).isEqualTo(1);

    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("verdicts.json is not a Verdicts");
  }

  @Test
  void render_outThatIsFile_isOneLineAndCode1() throws IOException {
    RunFolder run = fixture().edges("a", "b").complete("standard");
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(run("render", run.path(), "--out", file)).isEqualTo(1);

    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains(file.toString());
  }

  @Test
  void promote_completeRun_becomesReference() throws IOException {
    RunFolder run = fixture().edges("a", "b").complete("full");
    Path reference = folder.resolve("reports/reference");

    assertThat(run("promote", run.path(), "--reference", reference)).isZero();

    assertThat(reference.resolve("rounds.csv")).hasSameBinaryContentAs(run.rounds());
    assertThat(out.toString()).contains("is now the reference in " + reference);
  }

  @Test
  void promote_smokeRun_isRefusedWithCode1() throws IOException {
    RunFolder run = fixture().edges("a", "b").complete("smoke");
    Path reference = folder.resolve("reference");

    assertThat(run("promote", run.path(), "--reference", reference)).isEqualTo(1);

    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("is a smoke run");
    assertThat(reference).doesNotExist();
  }

  @Test
  void unknownCommand_isCode2() {
    assertThat(run("paint")).isEqualTo(2);
    assertThat(run("render")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("render", "promote");
  }

  @Test
  void help_isCode0() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("render", "promote");
  }
}
