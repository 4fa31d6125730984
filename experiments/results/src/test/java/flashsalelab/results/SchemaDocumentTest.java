package flashsalelab.results;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.HistoryEntry;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the README to the records: each has its section, with every component in it, in order. */
class SchemaDocumentTest {
  private static final Set<Class<?>> NOT_ON_DISK = Set.of(RunFolder.class);
  private static final Set<Class<?>> ROWS =
      Set.of(
          RoundRow.class,
          SampleRow.class,
          ResourceRow.class,
          UpdateRow.class,
          RecordsRow.class,
          SummaryRow.class,
          HistoryEntry.class);
  private static final Pattern HEADING = Pattern.compile("#+ .*: `(\\w+)`");
  private static final Pattern LINE = Pattern.compile("\\| `(\\w+)` \\|([^|]*)\\| ([^|]+) \\|");

  static Stream<Class<?>> recordsOnDisk() {
    return Records.all().stream().filter(type -> !NOT_ON_DISK.contains(type));
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  /** The rows of the table in each section whose heading names a record. */
  private static Map<String, List<Matcher>> sections() throws IOException {
    var sections = new LinkedHashMap<String, List<Matcher>>();
    List<Matcher> open = new ArrayList<>();
    for (String line : document().lines().toList()) {
      Matcher heading = HEADING.matcher(line);
      Matcher row = LINE.matcher(line);
      if (heading.matches()) {
        open = new ArrayList<>();
        sections.put(heading.group(1), open);
      } else if (line.startsWith("#")) {
        open = new ArrayList<>();
      } else if (row.matches()) {
        open.add(row);
      }
    }
    return sections;
  }

  @ParameterizedTest
  @MethodSource("recordsOnDisk")
  void document_ofRecord_hasEveryComponentInOrder(Class<?> type) throws IOException {
    List<String> documented =
        sections().getOrDefault(type.getSimpleName(), List.of()).stream()
            .map(row -> row.group(1))
            .toList();

    assertThat(documented)
        .as("the section of README.md whose heading ends in `%s`", type.getSimpleName())
        .isEqualTo(names(type));
  }

  @ParameterizedTest
  @MethodSource("recordsOnDisk")
  void document_ofComponentThatMayBeAbsent_saysSo(Class<?> type) throws IOException {
    List<Matcher> rows = sections().getOrDefault(type.getSimpleName(), List.of());
    RecordComponent[] components = type.getRecordComponents();
    boolean saidAbove = type == SummaryRow.class;
    for (int i = 0; i < components.length && !saidAbove; i++) {
      if (Records.isNullable(components[i])) {
        assertThat(rows.get(i).group(3))
            .as("the meaning of %s.%s", type.getSimpleName(), components[i].getName())
            .containsAnyOf("empty where", "null", "likewise");
      }
    }
  }

  @Test
  void document_sections_areOfRecordsThatExist() throws IOException {
    assertThat(sections().keySet())
        .containsExactlyInAnyOrderElementsOf(recordsOnDisk().map(Class::getSimpleName).toList());
  }

  @Test
  void document_schemaVersion_isTheCodes() throws IOException {
    assertThat(document()).contains("`schema` in `run.json` is " + RunInfo.SCHEMA + ".");
  }

  @Test
  void document_words_areThoseOfTheEnums() throws IOException {
    assertThat(document())
        .contains(
            Arrays.stream(ClientOutcome.values()).map(word -> "`" + word.word() + "`").toList())
        .contains(Arrays.stream(Safety.values()).map(Safety::name).toList())
        .contains(
            Arrays.stream(Judgement.values())
                .map(word -> "`" + word.name().toLowerCase(java.util.Locale.ROOT) + "`")
                .toList());
  }

  @Test
  void document_files_areThoseOfTheFolder() throws IOException {
    var folder = new RunFolder(Path.of("run"));
    assertThat(document())
        .contains(
            Stream.of(
                    folder.run(),
                    folder.environment(),
                    folder.spec("e"),
                    folder.samples(),
                    folder.rounds(),
                    folder.resources(),
                    folder.updates(),
                    folder.records(),
                    folder.spoiled(),
                    folder.summary(),
                    folder.audit(),
                    folder.verdicts())
                .map(file -> file.getFileName().toString())
                .toList());
    assertThat(folder.latencies("<experiment>", "<load>", "<phase>").toString())
        .endsWith("<experiment>/latency-<load>-<phase>.hlog");
    assertThat(document())
        .contains(
            folder.acknowledgements("e", "<load>", "<phase>").getFileName().toString(),
            folder.delays("e", "<load>", "<phase>").getFileName().toString());
  }

  @SuppressWarnings("unchecked")
  private static List<String> names(Class<?> type) {
    return ROWS.contains(type)
        ? Csv.of((Class<? extends Record>) type).columns()
        : Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }
}
