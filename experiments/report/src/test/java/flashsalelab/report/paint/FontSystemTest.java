package flashsalelab.report.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FontSystemTest {
  @TempDir Path folder;

  @Test
  void configure_bundledFont_answersForEveryLogicalFont() throws IOException {
    Path file = FontSystem.configure(folder, "/flashsalelab/report/fonts/OpenSans-Regular.ttf");

    var configuration = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      configuration.load(in);
    }
    assertThat(configuration)
        .containsEntry("version", "1")
        .containsEntry("sansserif.plain.latin-1", "bundled")
        .containsEntry("dialoginput.bolditalic.latin-1", "bundled")
        .hasSize(1 + 5 * 4 + 2);
    assertThat(Path.of(configuration.getProperty("filename.bundled"))).isNotEmptyFile();
  }

  @Test
  void configure_fontThatIsNotThere_fails() {
    assertThatThrownBy(() -> FontSystem.configure(folder, "/no.ttf"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/no.ttf is missing");
  }
}
