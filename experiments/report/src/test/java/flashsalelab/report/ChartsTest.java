package flashsalelab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Run;
import flashsalelab.report.run.RunReader;
import flashsalelab.report.run.Variant;
import flashsalelab.results.RunFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {
  private static final List<String> ALL =
      List.of(
          "latency-comparison.png",
          "throughput-comparison.png",
          "resource-usage.png",
          "latency-over-time.png",
          "latency-distribution.png",
          "oversell-by-guard.png");

  @TempDir Path folder;

  private Path out() {
    return folder.resolve("benchmarks/of/a/run");
  }

  private RunFixture fixture() throws IOException {
    return new RunFixture(Files.createDirectories(folder.resolve("run")));
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }

  @Test
  void render_completeRun_writesSixPictures() throws IOException {
    RunFolder run = RunFixture.standard(Files.createDirectories(folder.resolve("run")));

    List<Path> written = Charts.render(run, out());

    assertThat(names(written)).isEqualTo(ALL);
    for (Path picture : written) {
      BufferedImage image = ImageIO.read(picture.toFile());
      assertThat(image.getWidth()).as("width of %s", picture).isEqualTo(2_800);
      assertThat(image.getHeight()).as("height of %s", picture).isBetween(600, 4_000);
      var colors = new HashSet<Integer>();
      for (int y = 0; y < image.getHeight(); y += 3) {
        for (int x = 0; x < image.getWidth(); x += 3) {
          colors.add(image.getRGB(x, y));
        }
      }
      assertThat(colors).as("colours of %s", picture).hasSizeGreaterThan(20).contains(0xff0072b2);
    }
  }

  @Test
  void render_patternsSubscribersAndOverload_drawsTheirPictures() throws IOException {
    RunFolder run =
        fixture()
            .rounds(3)
            .patterns("sync", "queued-here", "queued-there")
            .subscribers()
            .overload("one", "two")
            .complete("standard");

    List<Path> written = Charts.render(run, out());

    assertThat(names(written))
        .contains(
            "request-patterns.png",
            "stock-updates.png",
            "subscriber-cost.png",
            "overload-recovery.png");
    assertThat(RunReader.read(run).missing()).isEmpty();
  }

  @Test
  void render_twice_drawsSamePictures() throws IOException {
    RunFolder run = fixture().rounds(2).guards("a", "unguarded").complete("standard");

    Path first = Charts.render(run, folder.resolve("first")).getLast();
    Path second = Charts.render(run, folder.resolve("second")).getLast();

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void render_runWithoutGuards_removesOlderPictureOfThem() throws IOException {
    Files.createDirectories(out());
    Path stale = Files.writeString(out().resolve("oversell-by-guard.png"), "an older run's");
    Path foreign = Files.writeString(out().resolve("notes.txt"), "not a chart");
    RunFolder run = fixture().rounds(1).edges("a", "b").complete("standard");

    List<Path> written = Charts.render(run, out());

    assertThat(names(written)).isEqualTo(ALL.subList(0, 5));
    assertThat(stale).doesNotExist();
    assertThat(foreign).exists();
  }

  @Test
  void render_incompleteRunWithoutAnyRows_drawsNothing() throws IOException {
    RunFolder run = fixture().rounds(0).edges("a", "b").incomplete("nothing started");
    assertThat(run.rounds()).exists();
    Files.delete(run.rounds());

    assertThat(Charts.render(run, out())).isEmpty();
  }

  @Test
  void render_incompleteRun_drawsWhatIsThere() throws IOException {
    RunFolder run = fixture().rounds(1).edges("a", "b", "c").guards("x", "y").incomplete("died");
    Files.delete(run.samples());
    Files.delete(run.environment());
    Files.delete(run.spec(RunFixture.EDGES));
    Files.delete(run.latencies(RunFixture.EDGES, "peak", "selling"));

    assertThat(names(Charts.render(run, out())))
        .containsExactly(
            "latency-comparison.png",
            "throughput-comparison.png",
            "resource-usage.png",
            "oversell-by-guard.png");
  }

  @Test
  void render_twelveVariants_drawsThemAll() throws IOException {
    RunFolder run =
        fixture()
            .rounds(1)
            .edges("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12")
            .guards("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "unguarded")
            .complete("full");

    assertThat(names(Charts.render(run, out()))).isEqualTo(ALL);
  }

  @Test
  void render_brokenFile_failsAndNamesIt() throws IOException {
    RunFolder run = fixture().rounds(1).edges("a", "b").complete("standard");
    Files.writeString(run.rounds(), "not,a,header\n1,2,3\n");

    assertThatThrownBy(() -> Charts.render(run, out()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("rounds.csv");
  }

  @Test
  void render_otherSchema_isRefused() throws IOException {
    RunFolder run = fixture().rounds(1).edges("a", "b").complete("standard");
    Files.writeString(
        run.run(), Files.readString(run.run()).replace("\"schema\" : 1", "\"schema\" : 99"));

    assertThatThrownBy(() -> Charts.render(run, out()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("run.json has schema 99, but only schema 1 can be read here");
  }

  @Test
  void read_runWithoutSpec_knowsVariantsAndWindowsFromRows() throws IOException {
    RunFolder folderOfRun = fixture().rounds(1).edges("a", "b").incomplete("died");
    Files.delete(folderOfRun.spec(RunFixture.EDGES));

    Run run = RunReader.read(folderOfRun);

    assertThat(run.missing())
        .containsExactly("summary.csv", "verdicts.json", "execution-architecture/spec.json");
    assertThat(run.experiments()).hasSize(1);
    Experiment experiment = run.experiments().getFirst();
    assertThat(experiment.variants()).extracting(Variant::name).containsExactly("a", "b");
    assertThat(experiment.phases()).containsExactly("selling", "sold-out");
    assertThat(experiment.peak("selling").orElseThrow().load()).isEqualTo("peak");
    assertThat(experiment.offeredPerS(experiment.peak("selling").orElseThrow())).isEqualTo(1_600);
    assertThat(experiment.latencies()).hasSize(6);
  }
}
