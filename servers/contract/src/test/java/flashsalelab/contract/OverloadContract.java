package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.fixture.RedisFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A crowd of four times of what an edge can take. Who is let in is answered in time, and when the
 * crowd has gone everything is as before.
 *
 * <p>All numbers are ratios to what the same edge did before. With {@code SHED_ABOVE_MS=0} the test
 * fails: every purchase then waits for all who came before it.
 */
@Timeout(180)
final class OverloadContract {
  private static final int STOCK = 1_000_000;
  private static final int CONNECTIONS = 1_000;
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  @TempDir private Path folder;
  private final RedisFixture redis = RedisUnderTest.notStarted();

  @AfterEach
  void stop() {
    redis.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"javalin", "jetty"})
  void crowd_ofFourTimesTheCapacity_isShedAndForgotten(String name) throws Exception {
    redis.restart();
    Map<String, String> settings =
        Map.of(
            "REDIS_URL", redis.url(),
            "SALE_GUARD", "lua",
            "SHED_ABOVE_MS", System.getProperty("contract.shed.above.ms", "100"));
    try (EdgeChild edge = EdgeChild.start(name, settings, folder)) {
      edge.awaitStatus("/readyz", 200);
      String sku = edge.client().product(STOCK, 1);
      try (Stampede stampede = new Stampede(edge.port(), sku, CONNECTIONS)) {
        stampede.everybody(64, Duration.ofSeconds(8));
        double capacity = stampede.everybody(64, Duration.ofSeconds(3)).acceptedPerSecond();
        Stampede.Wave before = stampede.paced(capacity / 2, Duration.ofSeconds(4));
        stampede.paced(4 * capacity, Duration.ofSeconds(2));
        Stampede.Wave crowd = stampede.paced(4 * capacity, Duration.ofSeconds(6));
        stampede.paced(capacity / 2, RECOVERY);
        Stampede.Wave after = stampede.paced(capacity / 2, Duration.ofSeconds(4));
        String told =
            "%s takes %.0f/s; before %s, crowd %s, after %s"
                .formatted(name, capacity, before, crowd, after);
        System.out.println(told);

        assertThat(before.refused()).as(told).isZero();
        assertThat(crowd.refused()).as(told).isGreaterThan(crowd.accepted());
        assertThat(crowd.acceptedPerSecond()).as(told).isGreaterThan(capacity / 5);
        assertThat(crowd.p99Ms()).as(told).isLessThan(600);
        assertThat(after.refused()).as(told).isZero();
        assertThat(after.p99Ms()).as(told).isLessThan(Math.max(20, 5 * before.p99Ms()));
      }
    }
  }
}
