package flashsalelab.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.launch.Generator;
import flashsalelab.results.Json;
import flashsalelab.results.load.Arrivals;
import flashsalelab.results.load.GeneratorProtocol;
import flashsalelab.results.load.GeneratorReport;
import flashsalelab.results.load.LoadPlan;
import flashsalelab.results.load.Segment;
import java.io.BufferedReader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadSessionTest {
  private static final Segment SEGMENT =
      new Segment("peak-rush", "peak-rush", new Arrivals.Closed(1), 1000);
  private static final LoadPlan PLAN =
      new LoadPlan(URI.create("http://127.0.0.1:1"), 1, 1000, List.of(SEGMENT));

  @TempDir private Path folder;
  private final StringWriter orders = new StringWriter();

  private LoadSession session(String says, int exitCode) {
    return LoadSession.open(started -> new Scripted(says, exitCode), PLAN, folder);
  }

  @Test
  void run_generatorKeepsTheProtocol_callsBackAtTheEdges() throws Exception {
    LoadSession session =
        session(
            "READY\nSTARTED peak-rush 1\nWINDOW_CLOSED peak-rush 20\nDRAINED peak-rush 27 400 396\n",
            0);
    var events = new ArrayList<String>();

    session.awaitReady();
    LoadSession.Drained drained =
        session.run(SEGMENT, () -> events.add("started"), () -> events.add("closed"));

    assertThat(drained).isEqualTo(new LoadSession.Drained(400, 396, Duration.ofMillis(7)));
    assertThat(events).containsExactly("started", "closed");
    assertThat(orders).hasToString("RUN peak-rush\n");
    assertThat(Json.read(folder.resolve(GeneratorProtocol.PLAN_FILE), LoadPlan.class))
        .isEqualTo(PLAN);
  }

  @Test
  void run_numberIsMissing_isRefused() {
    LoadSession session = session("READY\nSTARTED peak-rush 1\nWINDOW_CLOSED peak-rush\n", 0);
    session.awaitReady();

    assertThatThrownBy(() -> session.run(SEGMENT))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("'WINDOW_CLOSED peak-rush' instead of WINDOW_CLOSED peak-rush");
  }

  @Test
  void run_generatorEnds_showsItsLastWords() {
    LoadSession session = session("READY\nSTARTED peak-rush 1\n", 1);
    session.awaitReady();

    assertThatThrownBy(() -> session.run(SEGMENT))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("ended before it said WINDOW_CLOSED peak-rush")
        .hasMessageContaining("out of memory");
  }

  @Test
  void run_generatorSaysSomethingElse_isRefused() {
    LoadSession session = session("READY\nSTARTED another 1\n", 0);
    session.awaitReady();

    assertThatThrownBy(() -> session.run(SEGMENT))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("'STARTED another 1' instead of STARTED peak-rush");
  }

  @Test
  void finish_goodEnd_readsTheReport() {
    var report = new GeneratorReport("a generator", "a JDK", List.of());
    Json.write(folder.resolve(GeneratorProtocol.REPORT_FILE), report);

    assertThat(session("READY\n", 0).finish()).isEqualTo(report);
  }

  @Test
  void finish_badEnd_tellsTheCode() {
    assertThatThrownBy(() -> session("READY\n", 1).finish())
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("exit code 1")
        .hasMessageContaining("out of memory");
  }

  @Test
  void finish_noReport_saysSo() {
    assertThatThrownBy(() -> session("READY\n", 0).finish())
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("left no report");
  }

  /** A generator that says what it was told to say. */
  private final class Scripted implements Generator {
    private final String says;
    private final int exitCode;

    Scripted(String says, int exitCode) {
      this.says = says;
      this.exitCode = exitCode;
    }

    @Override
    public Writer input() {
      return orders;
    }

    @Override
    public BufferedReader output() {
      return new BufferedReader(new StringReader(says));
    }

    @Override
    public int awaitEnd(Duration limit) {
      return exitCode;
    }

    @Override
    public String lastWords() {
      return "out of memory";
    }
  }
}
