package flashsalelab.results.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  @TempDir Path folder;

  private Path write(List<HistoryEntry> entries) throws IOException {
    Path file = folder.resolve(GeneratorProtocol.HISTORY_FILE);
    try (var writer = new HistoryWriter(file)) {
      for (HistoryEntry entry : entries) {
        writer.append(entry);
      }
    }
    return file;
  }

  private static HistoryEntry entry(ClientOutcome outcome) {
    return new HistoryEntry("peak", 12, 3_400, 1_000, "buyer-1", "key-1", outcome, 201, "order-1");
  }

  @Test
  void read_everyOutcome_isEqual() throws IOException {
    List<HistoryEntry> entries =
        Arrays.stream(ClientOutcome.values()).map(HistoryTest::entry).toList();

    assertThat(History.read(write(entries))).isEqualTo(entries);
  }

  @Test
  void read_answerWithoutOrder_isEqual() throws IOException {
    var entry = new HistoryEntry("peak", 0, 1, 1, "b", "k", ClientOutcome.TIMEOUT, 0, "");

    assertThat(History.read(write(List.of(entry)))).containsExactly(entry);
  }

  @Test
  void read_noEntries_isEmpty() throws IOException {
    assertThat(History.read(write(List.of()))).isEmpty();
  }

  @Test
  void read_fileCutShort_failsAndNamesIt() throws IOException {
    Path file = write(java.util.Collections.nCopies(5_000, entry(ClientOutcome.RESERVED)));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

    assertThatThrownBy(() -> History.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("history.csv.gz");
  }

  @Test
  void completedUs_isIntendedStartAndLatency() {
    assertThat(entry(ClientOutcome.RESERVED).completedUs()).isEqualTo(3_412);
    assertThat(entry(ClientOutcome.RESERVED).answeredUs()).isEqualTo(1_012);
  }

  private static HistoryEntry accepted(ClientOutcome outcome) {
    return new HistoryEntry("peak", 12, 3_400, 1_000, "buyer-1", "key-1", outcome, 202, "order-1");
  }

  @Test
  void wasQueued_isTrueOfWhatWasAcceptedHoweverItEnded() {
    assertThat(accepted(ClientOutcome.SOLD_OUT).wasQueued()).isTrue();
    assertThat(accepted(ClientOutcome.SOLD_OUT).wasAccepted()).isTrue();
    assertThat(accepted(ClientOutcome.QUEUED).wasAcknowledged()).isTrue();
    assertThat(accepted(ClientOutcome.UNKNOWN).wasQueued()).isFalse();
    assertThat(accepted(ClientOutcome.UNEXPECTED).wasQueued()).isFalse();
    assertThat(accepted(ClientOutcome.UNKNOWN).wasAcknowledged()).isFalse();
  }

  @Test
  void wasQueued_isFalseOfWhatWasDecidedAtOnce() {
    assertThat(entry(ClientOutcome.RESERVED).wasQueued()).isFalse();
    assertThat(entry(ClientOutcome.RESERVED).wasAccepted()).isTrue();
    assertThat(entry(ClientOutcome.SOLD_OUT).wasAccepted()).isFalse();
    assertThat(entry(ClientOutcome.SOLD_OUT).wasAcknowledged()).isTrue();
    assertThat(entry(ClientOutcome.TIMEOUT).wasAcknowledged()).isFalse();
  }
}
