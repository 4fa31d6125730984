package flashsalelab.web.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.sale.backing.BackingChoice;
import flashsalelab.sale.backing.Backings;
import flashsalelab.sale.backing.RedisBackings;
import flashsalelab.sale.backing.SaleBacking;
import flashsalelab.sale.rabbit.RabbitSettings;
import flashsalelab.sale.settings.InvalidSettingsException;
import flashsalelab.sale.settings.SettingsReader;
import flashsalelab.sale.transport.PatternSettings;
import flashsalelab.web.live.LiveSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EdgeSettingsTest {
  private static EdgeSettings read(Map<String, String> environment) {
    SettingsReader reader = new SettingsReader(environment);
    EdgeSettings settings = EdgeSettings.read(reader, new RedisBackings());
    return reader.finish(() -> settings);
  }

  @Test
  void settings_withATokenAlone_haveTheirDefaults() {
    EdgeSettings settings = read(Map.of("ADMIN_TOKEN", "12345678"));
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(8081);
    assertThat(settings.guard()).isEqualTo("semaphore");
    assertThat(settings.pattern())
        .isEqualTo(
            new PatternSettings(
                "sync",
                "redis-streams",
                100_000,
                true,
                RabbitSettings.read(new SettingsReader(Map.of()))));
    assertThat(settings.terms().hold()).hasSeconds(300);
    assertThat(settings.terms().idempotency()).hasHours(24);
    assertThat(settings.upkeep().sweep()).hasSeconds(1);
    assertThat(settings.upkeep().reconcile()).hasSeconds(10);
    assertThat(settings.redis().address()).hasToString("redis://127.0.0.1:6379/0");
  }

  @Test
  void liveUpdates_areMadeMoreOftenThanASilentConnectionIsClosed() {
    LiveSettings usual = read(Map.of("ADMIN_TOKEN", "12345678")).live();
    assertThat(usual.heartbeat()).hasSeconds(15);
    assertThat(usual.stockTick()).hasMillis(700);
    LiveSettings impatient =
        read(Map.of("ADMIN_TOKEN", "12345678", "REQUEST_TIMEOUT_MS", "1000")).live();
    assertThat(impatient.heartbeat()).hasMillis(500);
    assertThat(impatient.stockTick()).hasMillis(250);
  }

  @Test
  void queuedPattern_withAGuardThatDecidesAtOnce_isRefused() {
    Backings.Opener atOnce =
        new Backings.Opener() {
          @Override
          public boolean queues(String guard) {
            return false;
          }

          @Override
          public SaleBacking open(BackingChoice choice) {
            throw new IllegalStateException("not to be opened");
          }
        };
    Backings backings =
        new Backings() {
          @Override
          public String defaultGuard() {
            return "quick";
          }

          @Override
          public List<String> guards() {
            return List.of("quick");
          }

          @Override
          public Opener read(SettingsReader environment) {
            return atOnce;
          }
        };
    SettingsReader reader =
        new SettingsReader(Map.of("ADMIN_TOKEN", "12345678", "SALE_PATTERN", "queued"));
    EdgeSettings settings = EdgeSettings.read(reader, backings);
    assertThatThrownBy(() -> reader.finish(() -> settings))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(
            "SALE_PATTERN must be sync with SALE_GUARD=quick, not \"queued\": it decides at once");
  }

  @Test
  void settings_wrong_areAllNamed() {
    assertThatThrownBy(() ->
            read(
                Map.of(
                    "EDGE_PORT", "http",
                    "SALE_GUARD", "luck",
                    "SALE_PATTERN", "later",
                    "SALE_QUEUE", "paper",
                    "QUEUE_LIMIT", "0",
                    "SOLD_OUT_LATCH", "maybe",
                    "REDIS_URL", "localhost",
                    "HOLD_SECONDS", "0",
                    "SWEEP_INTERVAL_MS", "0",
                    "LOG_FORMAT", "xml")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContainingAll(
            "EDGE_PORT must be a whole number from 0 to 65535, not \"http\"",
            "SALE_GUARD must be one of semaphore, ",
            "SALE_PATTERN must be one of sync, queued, not \"later\"",
            "SALE_QUEUE must be one of redis-streams",
            "QUEUE_LIMIT must be a whole number from 1 to",
            "SOLD_OUT_LATCH must be one of on, off, not \"maybe\"",
            "HOLD_SECONDS must be",
            "SWEEP_INTERVAL_MS must be",
            "REDIS_URL must have the form redis://",
            "LOG_FORMAT must be one of text, json",
            "ADMIN_TOKEN is missing");
  }

  @Test
  void settings_withAGraceShorterThanAStepMayTake_areRefused() {
    assertThatThrownBy(() -> read(Map.of("ADMIN_TOKEN", "12345678", "RECONCILE_GRACE_MS", "4000")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("RECONCILE_GRACE_MS must be more than 4200, not \"4000\"");
  }

  @Test
  void settings_printed_showNoSecret() {
    EdgeSettings settings =
        read(
            Map.of("ADMIN_TOKEN", "open sesame", "REDIS_URL", "redis://ann:s3cret@127.0.0.1:6379"));
    assertThat(settings.toString()).doesNotContain("sesame").doesNotContain("s3cret");
  }
}
