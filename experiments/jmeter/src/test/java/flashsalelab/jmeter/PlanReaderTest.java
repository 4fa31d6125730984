package flashsalelab.jmeter;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.results.load.GeneratorProtocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlanReaderTest {
  private static final String SEGMENT =
      "{\"name\":\"%s\",\"sku\":\"x\",\"arrivals\":{\"model\":\"closed\",\"users\":1},\"durationMs\":1,\"products\":1}";
  private static final String PLAN =
      "{\"target\":%s,\"slots\":1,\"requestTimeoutMs\":%s,\"segments\":[" + SEGMENT + "]}";

  @TempDir Path folder;

  @Test
  void run_noFolder_saysSo() {
    assertThat(refusal(folder.resolve("nowhere"))).contains("nowhere is not a folder");
  }

  @Test
  void run_noPlan_saysWhereItBelongs() {
    assertThat(refusal(folder)).contains("there is no " + folder.resolve("plan.json"));
  }

  @Test
  void run_notJson_namesTheFile() throws IOException {
    write("slots: 3");
    assertThat(refusal(folder)).contains("plan.json is not a LoadPlan");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"http://127.0.0.1:80\"  | 0   | s | requestTimeoutMs must be at least 1, was 0",
        "\"http://127.0.0.1:80\"  | 1   | a b | not a segment name: 'a b'",
        "\"ftp://127.0.0.1:80\"   | 1   | s | target must be like http://127.0.0.1:8080",
        "\"http:///x\"            | 1   | s | target must be like http://127.0.0.1:8080",
        "\"http://127.0.0.1/shop\" | 1  | s | target must have no path",
        "null                     | 1   | s | target is missing",
        "\"http://127.0.0.1:80\"  | 1   | a-name-that-makes-a-buyer-of-more-than-64-characters-long | 50 characters at most",
      })
  void run_planThatCannotBe_saysWhatIsWrong(
      String target, String timeout, String name, String message) throws IOException {
    write(PLAN.formatted(target, timeout, name));
    assertThat(refusal(folder)).contains(message);
  }

  @Test
  void run_noArgument_saysHowItIsUsed() {
    var errors = new ByteArrayOutputStream();
    assertThat(run(errors)).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8)).startsWith("Usage: ");
  }

  private void write(String plan) throws IOException {
    Files.writeString(folder.resolve(GeneratorProtocol.PLAN_FILE), plan);
  }

  private static String refusal(Path folder) {
    var errors = new ByteArrayOutputStream();
    assertThat(run(errors, folder.toString())).isEqualTo(2);
    String said = errors.toString(StandardCharsets.UTF_8);
    assertThat(said).hasLineCount(1);
    return said;
  }

  private static int run(ByteArrayOutputStream errors, String... args) {
    return JmeterGenerator.run(
        args,
        InputStream.nullInputStream(),
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
        new PrintStream(errors, true, StandardCharsets.UTF_8));
  }
}
