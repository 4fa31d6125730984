package flashsalelab.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatenciesTest {
  @TempDir Path folder;

  private static Histogram of(long... us) {
    Histogram histogram = Latencies.empty();
    for (long value : us) {
      histogram.recordValue(value);
    }
    return histogram;
  }

  @Test
  void byTag_severalRounds_areMergedNotAveraged() throws IOException {
    Path log = folder.resolve("latency.hlog");
    Latencies.append(log, "b", of(100, 100, 100));
    Latencies.append(log, "a", of(7));
    Latencies.append(log, "b", of(10_000));

    Map<String, Histogram> byTag = Latencies.byTag(log);

    assertThat(byTag.keySet()).containsExactly("b", "a");
    Histogram merged = byTag.getOrDefault("b", Latencies.empty());
    assertThat(merged.getTotalCount()).isEqualTo(4);
    assertThat(merged.getValueAtPercentile(75)).isEqualTo(100);
    assertThat(merged.getMaxValue()).isBetween(10_000L, 10_010L);
  }

  @Test
  void append_severalTimes_writesHeaderOnce() throws IOException {
    Path log = folder.resolve("latency.hlog");
    Latencies.append(log, "a", of(1));
    Latencies.append(log, "a", of(2));

    assertThat(Files.readAllLines(log))
        .filteredOn(line -> line.contains("Histogram log format version"))
        .hasSize(1);
    assertThat(Files.readAllLines(log)).filteredOn(line -> line.startsWith("Tag=a,")).hasSize(2);
  }

  @Test
  void byTag_emptyAndHugeHistograms_areKept() throws IOException {
    Path log = folder.resolve("latency.hlog");
    Latencies.append(log, "none", Latencies.empty());
    Latencies.append(log, "hours", of(7_200_000_000L));

    Map<String, Histogram> byTag = Latencies.byTag(log);

    assertThat(byTag.getOrDefault("none", of(1)).getTotalCount()).isZero();
    assertThat(byTag.getOrDefault("hours", of()).getMaxValue()).isGreaterThan(7_190_000_000L);
  }

  @Test
  void append_givenHistogram_leavesItAlone() {
    Histogram histogram = of(5);

    Latencies.append(folder.resolve("latency.hlog"), "a", histogram);

    assertThat(histogram.getTag()).isNull();
    assertThat(histogram.getTotalCount()).isEqualTo(1);
  }

  @Test
  void byTag_headerOnly_isEmpty() throws IOException {
    Path log = folder.resolve("latency.hlog");
    Latencies.append(log, "a", of(1));
    Files.write(
        log, Files.readAllLines(log).stream().filter(line -> !line.startsWith("Tag=a,")).toList());

    assertThat(Latencies.byTag(log)).isEmpty();
  }

  @Test
  void byTag_missingLog_namesIt() {
    assertThatThrownBy(() -> Latencies.byTag(folder.resolve("nowhere.hlog")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("nowhere.hlog");
  }

  @Test
  void byTag_brokenLog_failsAndNamesIt() throws IOException {
    Path log = folder.resolve("latency.hlog");
    Latencies.append(log, "a", of(1));
    Files.writeString(log, Files.readString(log).replace("Tag=a,", "Tag=a,nonsense,"));

    assertThatThrownBy(() -> Latencies.byTag(log))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("latency.hlog is not a histogram log");
  }
}
