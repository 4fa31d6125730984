package flashsalelab.lab.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.experiment.Load;
import flashsalelab.lab.experiment.Phase;
import flashsalelab.lab.experiment.Scale;
import flashsalelab.lab.experiment.Variant;
import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.Launcher;
import flashsalelab.lab.launch.RedisDurability;
import flashsalelab.lab.launch.Topology;
import flashsalelab.lab.run.LabSettings.ProgressStyle;
import flashsalelab.results.RunFolder;
import flashsalelab.results.RunInfo.Status;
import flashsalelab.results.Safety;
import flashsalelab.results.Verdicts.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LackingTest {
  private static final Experiment EXPERIMENT =
      Experiment.named("which-one")
          .asks("Which one?")
          .compares(Variant.named("by-mail").servedBy(1, "fast").guardedBy("strict").withBroker())
          .under(Load.PEAK)
          .during(Phase.SELLING)
          .build();

  @TempDir private Path reports;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  /** Has no broker, and starts nothing at all. */
  private static final class Brokerless implements Launcher {
    @Override
    public String name() {
      return "brokerless";
    }

    @Override
    public Map<String, String> versions() {
      return Map.of();
    }

    @Override
    public String coresPlan() {
      return "none";
    }

    @Override
    public Optional<String> lacks(Topology topology) {
      return topology.has(Component.BROKER) ? Optional.of("install a broker") : Optional.empty();
    }

    @Override
    public Deployment deploy(Topology topology, Path folder) {
      throw new AssertionError("was asked to deploy " + topology);
    }

    @Override
    public void close() {}
  }

  @Test
  void answer_aboutWhatCannotBeHad_isUnknownAndNothingIsStarted() throws IOException {
    var settings =
        new LabSettings(
            Path.of("."),
            Scale.SMOKE,
            "brokerless",
            "as was asked for",
            RedisDurability.NONE,
            1,
            ProgressStyle.LINES,
            reports,
            reports.resolve("charts"));
    List<Verdict> verdicts;
    try (var lab =
        new Lab(
            settings,
            new Brokerless(),
            List.of(EXPERIMENT),
            new PrintStream(printed, true, UTF_8),
            Clock.systemUTC())) {
      verdicts = lab.answer(EXPERIMENT);
    }

    assertThat(verdicts)
        .singleElement()
        .satisfies(verdict -> {
          assertThat(verdict.safety()).isEqualTo(Safety.UNKNOWN);
          assertThat(verdict.reason()).isEqualTo("install a broker");
        });
    assertThat(printed.toString(UTF_8)).contains("by-mail is left out: install a broker");
    var run = new RunFolder(reports.resolve("latest").toRealPath()).readRun();
    assertThat(run.status()).isEqualTo(Status.INCOMPLETE);
    assertThat(run.remarks()).anySatisfy(remark -> assertThat(remark).contains("install a broker"));
  }
}
