package flashsalelab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.fixture.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two instances whose clocks are 60 s apart: the library reads one of them itself. */
final class ClockFaults extends FaultTest {
  private static final Duration APART = Duration.ofSeconds(60);

  @ParameterizedTest
  @ValueSource(strings = {"permit-semaphore", "lock", "lua-batched"})
  void clocks_oneMinuteApart_sellNothingTwice(String guard) throws Exception {
    FlashSale sale =
        FlashSale.start(
            guard, Map.of("HOLD_SECONDS", "20"), ClockFaults::ahead, RedisProcess::url, folder());
    play(
        sale,
        running -> {
          Duration offset = offset(running.edges().getLast());
          assertThat(offset)
              .as("the clock of the edge that is ahead")
              .isBetween(APART.minusSeconds(10), APART.plusSeconds(10));
          assertThat(offset(running.edges().getFirst()).abs()).isLessThan(Duration.ofSeconds(10));
        });
  }

  /** Only what tells the time is wrong: waiting takes as long as ever. */
  private static Map<String, String> ahead(Map<String, String> environment) {
    Map<String, String> ahead = new HashMap<>(environment);
    ahead.put("LD_PRELOAD", library().toString());
    ahead.put("FAKETIME", "+%ds".formatted(APART.toSeconds()));
    ahead.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    ahead.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
    return ahead;
  }

  /** How far a process's clock is ahead of this one's, by the time at which it says it started. */
  private static Duration offset(Child edge) {
    String metric = "process_start_time_seconds ";
    double started =
        Http.get(edge.address().resolve("/metrics"))
            .body()
            .lines()
            .filter(line -> line.startsWith(metric))
            .mapToDouble(line -> Double.parseDouble(line.substring(metric.length())))
            .findFirst()
            .orElseThrow();
    return Duration.between(edge.startedAt(), Instant.ofEpochMilli((long) (started * 1_000)));
  }

  private static Path library() {
    Path libraries = Path.of("/usr/lib");
    try (Stream<Path> found =
        Files.find(
            libraries, 4, (path, file) -> path.endsWith(Path.of("faketime", "libfaketime.so.1")))) {
      return found
          .findFirst()
          .orElseThrow(() ->
              new AssertionError(
                  "there is no libfaketime below %s: install the package libfaketime"
                      .formatted(libraries)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
