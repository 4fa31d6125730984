package flashsalelab.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.results.load.HistoryEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("rows.csv");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        RoundRow.class,
        SampleRow.class,
        ResourceRow.class,
        UpdateRow.class,
        RecordsRow.class,
        SummaryRow.class,
        HistoryEntry.class
      })
  <R extends Record> void read_rowsThatWereWritten_areEqual(Class<R> type) throws IOException {
    List<R> rows = List.of(Records.full(type), Records.bare(type), Records.full(type, "other "));

    Csv.of(type).write(file, rows);

    assertThat(Csv.of(type).read(file)).isEqualTo(rows);
    assertThat(Files.readAllLines(file)).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a, b",
        "he said \"no\"",
        "two\nlines",
        "two\r\nlines",
        " blanks around ",
        "\"",
        "",
        "#5",
        "null",
        "ünïcode …",
        "a rather long text with a \"quote\", a comma\nand a second line"
      })
  void read_textWithSpecialSigns_isEqual(String text) throws IOException {
    RoundRow row = Records.full(RoundRow.class, text);
    RoundRow empty = withReason(row, text);

    Csv.of(RoundRow.class).append(file, List.of(row, empty));

    assertThat(Csv.of(RoundRow.class).read(file)).containsExactly(row, empty);
  }

  private static RoundRow withReason(RoundRow row, String reason) {
    return new RoundRow(
        row.experiment(),
        row.load(),
        row.phase(),
        row.variant(),
        row.round(),
        row.safety(),
        row.requests(),
        row.decided(),
        row.reserved(),
        row.soldOut(),
        row.errors(),
        row.windowS(),
        row.throughputPerS(),
        row.meanMs(),
        row.p50Ms(),
        row.p95Ms(),
        row.p99Ms(),
        row.maxMs(),
        row.acksPerS(),
        row.ackP50Ms(),
        row.ackP99Ms(),
        row.errorRate(),
        row.oversold(),
        row.undersold(),
        row.unrecovered(),
        row.cpuMsPerDecided(),
        row.latenessP99Ms(),
        row.generatorCores(),
        reason);
  }

  @Test
  void write_absentDoubles_areEmptyFields() throws IOException {
    Csv.of(SampleRow.class).write(file, List.of(Records.bare(SampleRow.class)));

    assertThat(Files.readAllLines(file).getLast()).endsWith(",,,,");
  }

  @Test
  void columns_ofRow_areSnakeCaseInOrder() {
    assertThat(Csv.of(SampleRow.class).columns())
        .containsExactly(
            "experiment",
            "load",
            "phase",
            "variant",
            "round",
            "second",
            "requests",
            "decided",
            "errors",
            "p50_ms",
            "p95_ms",
            "p99_ms",
            "max_ms");
  }

  @Test
  void append_severalTimes_writesHeaderOnce() throws IOException {
    Csv<SampleRow> csv = Csv.of(SampleRow.class);

    csv.append(file, List.of());
    csv.append(file, List.of(Records.full(SampleRow.class)));
    csv.append(file, List.of());
    csv.append(file, List.of(Records.bare(SampleRow.class)));

    assertThat(Files.readAllLines(file)).hasSize(3);
    assertThat(csv.read(file))
        .containsExactly(Records.full(SampleRow.class), Records.bare(SampleRow.class));
  }

  @Test
  void append_afterEveryCall_fileEndsWithWholeRow() throws IOException {
    for (int i = 1; i <= 3; i++) {
      Csv.of(SampleRow.class).append(file, List.of(Records.full(SampleRow.class)));

      assertThat(Files.readString(file)).endsWith("\n");
      assertThat(Csv.of(SampleRow.class).read(file)).hasSize(i);
    }
  }

  @Test
  void write_existingFile_replacesItAndLeavesNothingBeside() throws IOException {
    Csv.of(SampleRow.class)
        .write(file, List.of(Records.full(SampleRow.class), Records.full(SampleRow.class)));

    Csv.of(SampleRow.class).write(file, List.of(Records.bare(SampleRow.class)));

    assertThat(Csv.of(SampleRow.class).read(file)).containsExactly(Records.bare(SampleRow.class));
    assertThat(folder).isDirectoryContaining("glob:**/rows.csv");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void read_fileWithoutColumnThatMayBeAbsent_hasNothingThere() throws IOException {
    SampleRow row = Records.full(SampleRow.class);
    Csv.of(SampleRow.class).write(file, List.of(row));
    List<String> lines = Files.readAllLines(file);
    Files.write(
        file, lines.stream().map(line -> line.substring(0, line.lastIndexOf(','))).toList());

    SampleRow older = Csv.of(SampleRow.class).read(file).getFirst();

    assertThat(older.maxMs()).isNull();
    assertThat(older.p99Ms()).isEqualTo(row.p99Ms());
  }

  @Test
  void read_missingFile_namesIt() {
    assertThatThrownBy(() -> Csv.of(SampleRow.class).read(file))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("rows.csv");
  }

  @Test
  void read_headerOfOtherRecord_failsAndNamesFile() {
    Csv.of(RoundRow.class).write(file, List.of(Records.full(RoundRow.class)));

    assertThatThrownBy(() -> Csv.of(SampleRow.class).read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("rows.csv is not a CSV of SampleRow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,b\n1,2\n", "experiment,load\nx,y\n"})
  void read_otherFile_failsAndNamesIt(String text) throws IOException {
    Files.writeString(file, text);

    assertThatThrownBy(() -> Csv.of(SampleRow.class).read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("rows.csv is not a CSV of SampleRow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "edges,peak",
        "e,l,p,v,1,x,1,1,0,,,,",
        "e,l,p,v,,2,1,1,0,,,,",
        "1,2,3,4,5,6,7,8,9,10,11,12,13,14"
      })
  void read_brokenRow_failsAndNamesFile(String row) throws IOException {
    Csv.of(SampleRow.class).write(file, List.of(Records.full(SampleRow.class)));
    Files.writeString(file, row + "\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> Csv.of(SampleRow.class).read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("rows.csv is not a CSV of SampleRow");
  }
}
