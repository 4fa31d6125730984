package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flashsalelab.sale.fixture.RedisFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An edge whose clock is wrong beside one whose clock is right. Needs libfaketime. */
@Timeout(90)
final class ClockFaults {
  private static final Duration HOLD = Duration.ofSeconds(120);

  @TempDir private Path folder;
  private final RedisFixture redis = RedisUnderTest.notStarted();

  @BeforeEach
  void start() {
    redis.restart();
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  private EdgeChild start(String edge, Map<String, String> clock) {
    Map<String, String> variables = new HashMap<>(clock);
    variables.put("REDIS_URL", redis.url());
    variables.put("HOLD_SECONDS", Long.toString(HOLD.toSeconds()));
    EdgeChild child = EdgeChild.start(edge, variables, folder);
    child.awaitStatus("/readyz", 200);
    return child;
  }

  @ParameterizedTest
  @CsvSource({"javalin, 60", "javalin, -60", "jetty, 60", "jetty, -60"})
  void edge_whoseClockIsWrong_holdsUnitsAsLongAsAnother(String name, int seconds) {
    try (EdgeChild wrong = start(name, Faketime.ahead(Duration.ofSeconds(seconds)));
        EdgeChild right = start(name, Map.of())) {
      String sku = right.client().product(2, 1);
      Answer early = wrong.client().buy(sku, "ann", "k1", 1).has(201);
      Answer late = right.client().buy(sku, "bob", "k1", 1).has(201);
      Instant now = Instant.now();

      // Else there would be no proof that the clock was wrong.
      assertThat(told(early)).isCloseTo(now.plusSeconds(seconds), within(5, ChronoUnit.SECONDS));
      assertThat(told(late)).isCloseTo(now, within(5, ChronoUnit.SECONDS));

      for (Answer answer : new Answer[] {early, late}) {
        assertThat(Instant.parse(answer.text("heldUntil")))
            .isCloseTo(now.plus(HOLD), within(5, ChronoUnit.SECONDS));
      }
      wrong.client().buy(sku, "cid", "k1", 1).has(409).hasOutcome("sold_out");
      assertThat(wrong.client().buy(sku, "bob", "k1", 1).has(201).header("Idempotency-Replayed"))
          .contains("true");
    }
  }

  /** What the edge's clock says. */
  private static Instant told(Answer answer) {
    return ZonedDateTime.parse(
            answer.header("Date").orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME)
        .toInstant();
  }
}
