package flashsalelab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.experiment.Scale;
import flashsalelab.lab.launch.RedisDurability;
import flashsalelab.lab.run.LabSettings.ProgressStyle;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class LabSettingsTest {
  private static final List<String> LAUNCHERS = List.of("processes", "elsewhere");
  private static final LabSettings.Choice FOUND =
      new LabSettings.Choice("elsewhere", "something answers there");

  private static Properties properties(String... namesAndValues) {
    var properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return properties;
  }

  private static LabSettings read(String... namesAndValues) {
    return LabSettings.read(properties(namesAndValues), LAUNCHERS, () -> FOUND);
  }

  @Test
  void read_nothing_isTheDefaults() {
    LabSettings settings = read("lab.root", "here");

    assertThat(settings.scale()).isEqualTo(Scale.STANDARD);
    assertThat(settings.launcher()).isEqualTo("elsewhere");
    assertThat(settings.whyLauncher()).isEqualTo("something answers there");
    assertThat(settings.durability()).isEqualTo(RedisDurability.NONE);
    assertThat(settings.progress()).isEqualTo(ProgressStyle.AUTO);
    assertThat(settings.charts()).isEqualTo(Path.of("here/benchmarks"));
    assertThat(settings.reports()).isEqualTo(Path.of("here/reports"));
  }

  @Test
  void read_launcherNamed_looksForNone() {
    LabSettings settings =
        LabSettings.read(
            properties("experiments.launcher", "processes"),
            LAUNCHERS,
            () -> {
              throw new AssertionError("nothing has to be looked for");
            });

    assertThat(settings.launcher()).isEqualTo("processes");
    assertThat(settings.whyLauncher()).isEqualTo("as was asked for");
  }

  @Test
  void read_launcherAuto_isAsIfNotNamed() {
    assertThat(read("experiments.launcher", "auto").launcher()).isEqualTo("elsewhere");
  }

  @Test
  void command_launcherFound_namesIt() {
    assertThat(read().command()).contains("-Dexperiments.launcher=elsewhere");
  }

  @Test
  void read_smoke_keepsItsChartsApart() {
    assertThat(read("experiments.scale", "smoke").charts())
        .isEqualTo(Path.of("./benchmarks/smoke"));
  }

  @Test
  void read_wrongValues_namesAllAndWhatIsAllowed() {
    assertThatThrownBy(() ->
            read(
                "experiments.scale", "huge",
                "experiments.launcher", "cloud",
                "experiments.seed", "x",
                "experiments.redis.durability", "sometimes",
                "experiments.progress", "loud"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "-Dexperiments.scale=huge is not possible; it has to be smoke or standard or full")
        .hasMessageContaining(
            "-Dexperiments.launcher=cloud is not possible; it has to be auto or processes or elsewhere")
        .hasMessageContaining(
            "-Dexperiments.redis.durability=sometimes is not possible; it has to be none or everysec or always")
        .hasMessageContaining("-Dexperiments.seed=x is not possible; it has to be a whole number")
        .hasMessageContaining(
            "-Dexperiments.progress=loud is not possible; it has to be auto or lines or live");
  }

  @Test
  void command_ofADurableRedis_namesTheDurability() {
    LabSettings settings = read("experiments.redis.durability", "always");

    assertThat(settings.durability()).isEqualTo(RedisDurability.ALWAYS);
    assertThat(settings.command()).endsWith(" -Dexperiments.redis.durability=always");
  }

  @Test
  void read_misspelledProperty_namesTheRealOnes() {
    assertThatThrownBy(() -> read("experiments.scael", "smoke"))
        .hasMessageContaining("there is no property experiments.scael")
        .hasMessageContaining("experiments.scale");
  }

  @Test
  void command_repeatsTheRun() {
    assertThat(
            read(
                    "experiments.scale", "full",
                    "experiments.seed", "7",
                    "experiments.launcher", "processes")
                .command())
        .isEqualTo(
            "mvn verify -Pexperiments -Dexperiments.scale=full -Dexperiments.launcher=processes -Dexperiments.seed=7");
  }
}
