package flashsalelab.contract;

import flashsalelab.sale.fixture.RedisFixture;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests whose edges are processes of their own, on a Redis of their own. */
@Timeout(90)
abstract class OwnProcessContract {
  @TempDir private Path folder;
  private final RedisFixture redis = RedisUnderTest.notStarted();

  @AfterEach
  void stop() {
    redis.close();
  }

  /** The Redis, which does not run before it is started. */
  final RedisFixture redis() {
    return redis;
  }

  /** Starts an edge with these settings and the address of the Redis, and returns at once. */
  final EdgeChild start(String edge, Map<String, String> settings) {
    var variables = new HashMap<>(settings);
    variables.put("REDIS_URL", redis.url());
    return EdgeChild.start(edge, variables, folder);
  }

  /** Starts the Redis and an edge with these settings, and waits until it is ready. */
  final EdgeChild ready(String edge, Map<String, String> settings) {
    redis.restart();
    EdgeChild child = start(edge, settings);
    child.awaitStatus("/readyz", 200);
    return child;
  }
}
