package flashsalelab.lab.launch.process;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.Metered.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcMeterTest {
  @TempDir private Path folder;

  private Path process(String name, String ticks, String threads, int anonymous, int shared)
      throws IOException {
    Path process = Files.createDirectory(folder.resolve(name));
    Files.writeString(
        process.resolve("stat"),
        "42 (odd ) name) S 1 2 3 4 5 6 7 8 9 10 %s 20 0 %s 0 12345 1000 200\n"
            .formatted(ticks, threads));
    Files.writeString(
        process.resolve("status"),
        "VmRSS:\t 9000 kB\nRssAnon:\t %d kB\nRssFile:\t 5000 kB\nRssShmem:\t %d kB\n"
            .formatted(anonymous, shared));
    return process;
  }

  private static ProcMeter meter(Path... processes) {
    return new ProcMeter(() -> List.of(processes));
  }

  @Test
  void read_nameWithBlankAndParenthesis_countsTheRightFields() throws IOException {
    Path process = process("42", "150 50 0 0", "17", 2048, 1024);
    assertThat(meter(process).read()).contains(new Usage(2000, 3.0, 17));
  }

  @Test
  void read_withChildren_addsTheirsAndWhatEndedOnesHaveUsedAndSharesMemory() throws IOException {
    Path parent = process("42", "10 10 5 5", "1", 1024, 4096);
    Path child = process("43", "20 10 0 0", "1", 2048, 8192);
    assertThat(meter(parent, child).read()).contains(new Usage(600, 11.0, 2));
  }

  @Test
  void read_processGone_isNothing() {
    assertThat(meter(folder.resolve("gone")).read()).isEmpty();
  }
}
