package flashsalelab.jmeter;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.results.Latencies;
import flashsalelab.results.load.Audience;
import flashsalelab.results.load.AudienceReport;
import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.GeneratorProtocol;
import flashsalelab.results.load.LoadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subscribers, told of changes while others buy. */
final class AudienceTest {
  private static final long WINDOW_MS = 1_000;
  private static final long EVERY_MS = 250;
  private static final int CHANGES = 4;

  private long rehearsalMs;
  private final WatchedProduct product = new WatchedProduct();

  @TempDir Path folder;

  private AudienceReport watched(int subscribers, long timeoutMs) throws IOException {
    var audience = new Audience(subscribers, EVERY_MS, rehearsalMs);
    try (var server = new ScriptedServer(number -> product)) {
      var plan =
          new LoadPlan(
              server.address(),
              2,
              timeoutMs,
              "secret",
              List.of(GeneratorRun.watched("s", 50, WINDOW_MS, audience)));
      try (var generator = new GeneratorRun(folder, plan)) {
        generator.run("s");
        assertThat(generator.end()).isZero();
        assertThat(generator.report("s").outcomes()).containsOnlyKeys(ClientOutcome.RESERVED);
        return Objects.requireNonNull(generator.report("s").audience());
      }
    }
  }

  private Histogram delays() throws IOException {
    return Objects.requireNonNull(
        Latencies.byTag(folder.resolve(GeneratorProtocol.DELAYS_FILE)).get("s"));
  }

  @Test
  void run_everybodyIsTold_hasEveryDelay() throws Exception {
    product.delayMs = 40;

    AudienceReport report = watched(30, 5_000);

    assertThat(report.connected()).isEqualTo(30);
    assertThat(report.changes()).isEqualTo(CHANGES);
    assertThat(report.failedChanges()).isZero();
    assertThat(report.missed()).isZero();
    assertThat(report.requests()).isEqualTo(30 + CHANGES);
    // Changes that come late may be told of together; each still has its delay.
    assertThat(report.events()).isBetween(30L, 30L * CHANGES);
    assertThat(delays().getTotalCount()).isEqualTo(30 * CHANGES);
    assertThat(delays().getMinValue()).isGreaterThan(39_000);
  }

  @Test
  void run_afterARehearsal_countsNothingOfIt() throws Exception {
    rehearsalMs = 500;
    product.delayMs = 40;

    AudienceReport report = watched(30, 5_000);

    assertThat(product.supplied).hasValue(100 + 2 + CHANGES);
    assertThat(report.changes()).isEqualTo(CHANGES);
    assertThat(report.missed()).isZero();
    assertThat(report.requests()).isEqualTo(30 + 2 + CHANGES);
    assertThat(report.events()).isBetween(30L, 30L * CHANGES);
    assertThat(delays().getTotalCount()).isEqualTo(30 * CHANGES);
  }

  @Test
  void run_changesToldOfTogether_haveADelayEach() throws Exception {
    product.tellsFrom = CHANGES;

    AudienceReport report = watched(5, 5_000);

    assertThat(report.events()).isEqualTo(5);
    assertThat(delays().getTotalCount()).isEqualTo(5 * CHANGES);
    // The first one was told of only when the last one had been made.
    assertThat(delays().getMaxValue()).isGreaterThan((CHANGES - 1) * EVERY_MS * 900);
  }

  @Test
  void run_streamEnds_isOpenedAgainWithTheLastId() throws Exception {
    product.endsAfterFirst = 3;

    AudienceReport report = watched(3, 5_000);

    assertThat(report.reconnects()).isEqualTo(3);
    assertThat(product.resumedAfter)
        .hasSize(6)
        .filteredOn(id -> !id.isEmpty())
        .hasSize(3)
        .allSatisfy(id -> assertThat(Long.parseLong(id)).isGreaterThanOrEqualTo(100));
    assertThat(report.connected()).isEqualTo(3);
    assertThat(report.missed()).isZero();
    assertThat(delays().getTotalCount()).isEqualTo(3 * CHANGES);
  }

  @Test
  void run_streamIsRefused_isTriedAgain() throws Exception {
    product.refusesFirst = 1;

    AudienceReport report = watched(1, 5_000);

    assertThat(report.connected()).isEqualTo(1);
    assertThat(report.reconnects()).isEqualTo(1);
    assertThat(report.requests()).isEqualTo(2 + CHANGES);
  }

  @Test
  void run_lastChangeIsNotTold_everybodyMissedIt() throws Exception {
    product.tellsUntil = CHANGES - 1;

    AudienceReport report = watched(5, 2_000);

    assertThat(report.missed()).isEqualTo(5);
    assertThat(delays().getTotalCount()).isEqualTo(5 * (CHANGES - 1));
  }

  @Test
  void run_restockFails_isTheLastAndCounted() throws Exception {
    product.refusesRestocks = true;

    AudienceReport report = watched(2, 5_000);

    assertThat(report.changes()).isZero();
    assertThat(report.failedChanges()).isEqualTo(1);
    assertThat(Files.exists(folder.resolve(GeneratorProtocol.DELAYS_FILE))).isFalse();
  }

  @Test
  void run_nobodyWatches_changesAreMadeAllTheSame() throws Exception {
    AudienceReport report = watched(0, 5_000);

    assertThat(report).isEqualTo(new AudienceReport(0, 0, CHANGES, 0, 0, 0, 0, CHANGES));
    assertThat(product.supplied).hasValue(100 + CHANGES);
    assertThat(product.streams).hasValue(0);
  }
}
