package flashsalelab.contract;

import flashsalelab.sale.fixture.RabbitProcess;
import flashsalelab.sale.fixture.RedisProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Jetty edge's event loop waits for no broker either. */
@Timeout(120)
final class EventLoopOnRabbit {
  @TempDir private Path folder;

  @Test
  void loop_whosePurchasesArePublished_neverParksBlocksSleepsOrReadsASocket() {
    try (RedisProcess redis = RedisProcess.start();
        RabbitProcess rabbit = RabbitProcess.start();
        EdgeChild edge =
            EdgeChild.start(
                "jetty",
                Map.of(
                    "REDIS_URL", redis.url(),
                    "RABBITMQ_URL", rabbit.url(),
                    "SHED_ABOVE_MS", "0",
                    "SALE_PATTERN", "queued",
                    "SALE_QUEUE", "rabbitmq"),
                folder)) {
      edge.awaitStatus("/readyz", 200);
      EdgeLoad load = EdgeLoad.withUndecided(edge.client(), redis::command, 202);
      LoopUnderLoad.assertNeverWaits(edge, load, folder);
    }
  }
}
