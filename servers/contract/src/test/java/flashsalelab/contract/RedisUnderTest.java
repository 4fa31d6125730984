package flashsalelab.contract;

import flashsalelab.sale.fixture.RedisCluster;
import flashsalelab.sale.fixture.RedisFixture;
import flashsalelab.sale.fixture.RedisProcess;

/** Which Redis the contract is run on: the system property {@code contract.redis} says. */
final class RedisUnderTest {
  private static final String PROPERTY = "contract.redis";

  private RedisUnderTest() {}

  /** One that does not run yet. */
  static RedisFixture notStarted() {
    String kind = System.getProperty(PROPERTY, "server");
    return switch (kind) {
      case "server" -> RedisProcess.notStarted();
      case "cluster" -> RedisCluster.notStarted();
      default ->
          throw new IllegalArgumentException(
              "-D%s=%s is not possible; it has to be server or cluster".formatted(PROPERTY, kind));
    };
  }
}
