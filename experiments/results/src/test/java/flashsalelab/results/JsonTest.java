package flashsalelab.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.results.load.Arrivals;
import flashsalelab.results.load.Audience;
import flashsalelab.results.load.GeneratorReport;
import flashsalelab.results.load.LoadPlan;
import flashsalelab.results.load.Segment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      classes = {
        RunInfo.class,
        Environment.class,
        ExperimentSpec.class,
        Verdicts.class,
        AuditEntry.class,
        GeneratorReport.class
      })
  void read_recordThatWasWritten_isEqual(Class<?> type) throws IOException {
    Path file = folder.resolve("value.json");

    Json.write(file, Records.full(type));
    assertThat(Json.read(file, type)).isEqualTo(Records.full(type));

    Json.write(file, Records.bare(type));
    assertThat(Json.read(file, type)).isEqualTo(Records.bare(type));
  }

  @Test
  void read_planWithEveryKindOfArrivals_isEqual() throws IOException {
    Path file = folder.resolve("plan.json");
    var plan =
        new LoadPlan(
            URI.create("http://127.0.0.1:8080"),
            200,
            5_000,
            "secret",
            List.of(
                new Segment("warm-up", "sku-1", new Arrivals.Closed(64), 1_000),
                new Segment("peak", "sku-2", new Arrivals.Open(12.5, 42), 30_000),
                new Segment("overload", "sku-2", new Arrivals.Surge(12.5, 50, 1, 2, 42), 30_000),
                new Segment(
                    "watched",
                    "sku-2",
                    new Arrivals.Open(12.5, 42),
                    30_000,
                    new Audience(9_000, 1_000, 5_000))));

    Json.write(file, plan);

    assertThat(Json.read(file, LoadPlan.class)).isEqualTo(plan);
    assertThat(Files.readString(file)).contains("\"model\" : \"open\"", "\"model\" : \"closed\"");
  }

  @Test
  void write_enums_areWordsAndInstantsAreIso() throws IOException {
    Path file = folder.resolve("run.json");

    Json.write(file, Records.full(RunInfo.class));

    assertThat(Files.readString(file))
        .containsPattern("\"status\" : \"(in)?complete\"")
        .containsPattern("\"startedAt\" : \"20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z\"")
        .endsWith("}\n");
  }

  @Test
  void read_missingFile_namesIt() {
    assertThatThrownBy(() -> new RunFolder(folder).readRun())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("run.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"verdicts\": [], \"comparisons\": [], \"surprise\": 1}",
        "{\"verdicts\": {}}"
      })
  void read_otherForm_failsAndNamesFileAndType(String text) throws IOException {
    var run = new RunFolder(folder);
    Files.writeString(run.verdicts(), text);

    assertThatThrownBy(run::readVerdicts)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("verdicts.json is not a Verdicts");
  }

  @Test
  void read_componentMissing_failsAndNamesFile() throws IOException {
    var run = new RunFolder(folder);
    Files.writeString(run.verdicts(), "{\"verdicts\": []}");

    assertThatThrownBy(run::readVerdicts)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("verdicts.json is not a Verdicts");
  }

  @Test
  void read_audit_isListOfEntries() throws IOException {
    var run = new RunFolder(folder);
    List<AuditEntry> entries =
        List.of(Records.full(AuditEntry.class), Records.full(AuditEntry.class, "other "));

    Json.write(run.audit(), entries);

    assertThat(run.readAudit()).isEqualTo(entries);
  }
}
