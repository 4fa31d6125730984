package flashsalelab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.lab.launch.Generator;
import flashsalelab.lab.load.LoadSession;
import flashsalelab.results.load.Arrivals;
import flashsalelab.results.load.LoadPlan;
import flashsalelab.results.load.Segment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class KneeSearchTest {
  private static final int USERS = 48;
  private static final List<Segment> SEGMENTS = KneeSearch.segments(USERS);
  private static final double ONE_STEP = 1.08;

  @TempDir private Path folder;

  private KneeSearch.Knee search(ServedAt system) {
    var plan = new LoadPlan(URI.create("http://127.0.0.1:1"), 512, 1000, SEGMENTS);
    LoadSession load = LoadSession.open(started -> system, plan, folder);
    load.awaitReady();
    return new KneeSearch(load, USERS).run();
  }

  @ParameterizedTest
  @CsvSource({
    "25, 40",
    "300, 310",
    "4000, 9000",
    "7200, 7300",
    "90000, 95000",
    "6000, 1900",
    "2300, 2300"
  })
  void run_openArrivalsAreServedUpToARate_findsTheRungBelowIt(double open, double closed)
      throws IOException {
    KneeSearch.Knee knee = search(new ServedAt(open, closed));

    assertThat(knee.ratePerSecond()).isBetween(open / ONE_STEP, open);
  }

  @Test
  void run_kneeIsFarBelowTheClosedRate_searchesOn() throws IOException {
    var system = new ServedAt(500, 40_000);

    KneeSearch.Knee knee = search(system);

    assertThat(knee.ratePerSecond()).isBetween(500 / ONE_STEP, 500.0);
    assertThat(system.asked).doesNotHaveDuplicates().contains(knee.segment());
  }

  @Test
  void run_usualSystem_asksFewRungs() throws IOException {
    for (double open : List.of(4500.0, 6000.0, 7900.0, 8400.0)) {
      var system = new ServedAt(open, 8000);

      search(system);

      assertThat(system.asked).hasSizeBetween(1 + 3, 1 + 6).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @CsvSource({"2300, 9000", "6000, 1900"})
  void run_moreIsRefusedAtOnce_findsTheRungOfWhichNearlyAllIsDecided(double open, double closed)
      throws IOException {
    KneeSearch.Knee knee = search(new ServedAt(open, closed, true));

    assertThat(knee.ratePerSecond()).isBetween(open / ONE_STEP, open / 0.99);
  }

  @Test
  void run_nothingIsServedInTime_saysSo() throws IOException {
    var system = new ServedAt(1, 50);

    assertThatThrownBy(() -> search(system))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not keep up with 20 purchases per second");
  }

  /**
   * A generator before a system that serves one thing after the other at a fixed rate; what is more
   * is late, or refused at once.
   */
  private static final class ServedAt implements Generator {
    private static final Map<String, Segment> BY_NAME =
        SEGMENTS.stream().collect(Collectors.toMap(Segment::name, Function.identity()));

    final List<String> asked = new ArrayList<>();
    private final double openPerSecond;
    private final double closedPerSecond;
    private final boolean sheds;
    private final PipedWriter says = new PipedWriter();
    private final BufferedReader output = new BufferedReader(new PipedReader(says, 1 << 16));

    ServedAt(double openPerSecond, double closedPerSecond) throws IOException {
      this(openPerSecond, closedPerSecond, false);
    }

    ServedAt(double openPerSecond, double closedPerSecond, boolean sheds) throws IOException {
      this.openPerSecond = openPerSecond;
      this.closedPerSecond = closedPerSecond;
      this.sheds = sheds;
      says.write("READY\n");
      says.flush();
    }

    private void run(String name) throws IOException {
      asked.add(name);
      Segment segment = Objects.requireNonNull(BY_NAME.get(name));
      double seconds = segment.durationMs() / 1000.0;
      double requests =
          seconds
              * switch (segment.arrivals()) {
                case Arrivals.Closed _ -> closedPerSecond;
                case Arrivals.Open open -> open.ratePerSecond();
                case Arrivals.Surge surge -> throw new IllegalStateException("asked for " + surge);
              };
      boolean tooMany =
          segment.arrivals() instanceof Arrivals.Open open && open.ratePerSecond() > openPerSecond;
      double behindMs = tooMany && !sheds ? 1 + KneeSearch.TOLERANCE.toMillis() : 1;
      double decided = tooMany && sheds ? seconds * openPerSecond : requests;
      says.write(
          "STARTED %s 0\nWINDOW_CLOSED %s 1000\nDRAINED %s %.0f %.0f %.0f\n"
              .formatted(name, name, name, 1000 + behindMs, requests, decided));
      says.flush();
    }

    @Override
    public Writer input() {
      return new StringWriter() {
        @Override
        public void flush() {
          try {
            run(toString().strip().replace("RUN ", ""));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };
    }

    @Override
    public BufferedReader output() {
      return output;
    }

    @Override
    public int awaitEnd(Duration limit) {
      return 0;
    }

    @Override
    public String lastWords() {
      return "";
    }
  }
}
