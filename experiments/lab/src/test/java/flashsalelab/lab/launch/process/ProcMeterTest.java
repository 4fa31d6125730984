package flashsalelab.lab.launch.process;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.Metered.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcMeterTest {
  @TempDir private Path folder;

  @Test
  void read_nameWithBlankAndParenthesis_countsTheRightFields() throws IOException {
    Files.writeString(
        folder.resolve("stat"),
        "42 (odd ) name) S 1 2 3 4 5 6 7 8 9 10 150 50 0 0 20 0 17 0 12345 1000 200\n");
    Files.writeString(
        folder.resolve("status"),
        "VmRSS:\t 9000 kB\nRssAnon:\t 2048 kB\nRssFile:\t 5000 kB\nRssShmem:\t 1024 kB\n");

    assertThat(new ProcMeter(folder).read()).contains(new Usage(2000, 3.0, 17));
  }

  @Test
  void read_processGone_isNothing() {
    assertThat(new ProcMeter(folder.resolve("gone")).read()).isEmpty();
  }
}
