package flashsalelab.ledger.projection;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.ledger.fixture.LedgerScene;
import flashsalelab.ledger.rebuild.Rebuild;
import flashsalelab.sale.Product;
import flashsalelab.sale.redis.RedisRestore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ProjectorLoopTest {
  private static final Duration POLL = Duration.ofMillis(5);

  private final Counts counts = new Counts();
  private LedgerScene scene;
  private ProjectorLoop loop;

  /** What a loop was heard to do. */
  private static final class Counts implements ProjectorListener {
    private final AtomicInteger entries = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public void projected(int read, int refused) {
      entries.addAndGet(read);
    }

    @Override
    public void failed() {
      failures.incrementAndGet();
    }
  }

  @BeforeEach
  void start() {
    scene = new LedgerScene();
    loop = ProjectorLoop.start(scene.sale().inventory(), scene.projector(100), 2, POLL, counts);
  }

  @AfterEach
  void stop() {
    loop.close();
    scene.close();
  }

  private Product sold(int units) {
    Product product = scene.sale().supplied(10, 10);
    for (int i = 0; i < units; i++) {
      scene.bought(product, "buyer-" + i);
    }
    return product;
  }

  private void awaitProjected(int entries) {
    Awaitility.await().until(() -> counts.entries.get() >= entries);
  }

  @Test
  void everyProduct_isProjected_andReadOn() {
    Product first = sold(3);
    Product second = sold(2);
    awaitProjected(5);
    scene.bought(first, "late");
    awaitProjected(6);
    assertThat(scene.query(first, "select free, held from product where sku = %s"))
        .isEqualTo("6 4");
    assertThat(scene.query(second, "select free, held from product where sku = %s"))
        .isEqualTo("8 2");
    Awaitility.await().until(() -> loop.lag().isZero());
    assertThat(loop.forgotten()).isZero();
    assertThat(counts.entries).hasValue(6);
    assertThat(counts.failures).hasValue(0);
  }

  @Test
  void productThatRedisHasLost_isToldOf_untilItIsRebuilt() {
    Product product = sold(3);
    awaitProjected(3);
    scene.redis().command("FLUSHALL");
    Awaitility.await().until(() -> loop.forgotten() == 1);
    assertThat(
            new Rebuild(
                    scene.database(),
                    scene.projector(100),
                    new RedisRestore(
                        scene.sale().redis(), LedgerScene.KEY_LIFE, new RedisRestore.Queue(true)))
                .rebuild(product.sku(), Rebuild.Present.REFUSED))
        .isInstanceOf(Rebuild.Result.Rebuilt.class);
    Awaitility.await().until(() -> loop.forgotten() == 0);
    assertThat(await(scene.sale().inventory().find(product.sku()))).isPresent();
  }
}
