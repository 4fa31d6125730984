package flashsalelab.sale.redis;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.Inventory;
import flashsalelab.sale.Product;
import flashsalelab.sale.RestockAnswer;
import flashsalelab.sale.SaleState;
import flashsalelab.sale.SaleWindow;
import flashsalelab.sale.Sku;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RedisInventoryTest {
  private static final Sku MISSING = new Sku("missing");

  private static RedisProcess server;
  private static SaleFixture fixture;

  private Inventory inventory;
  private Product product;

  @BeforeAll
  static void start() {
    server = RedisProcess.start();
    fixture = SaleFixture.on(server);
  }

  @AfterAll
  static void stop() {
    fixture.close();
    server.close();
  }

  @BeforeEach
  void supply() {
    inventory = fixture.inventory();
    product = fixture.supplied(5, 2);
  }

  private RestockAnswer restock(String key, int quantity) {
    return await(inventory.restock(product.sku(), new IdempotencyKey(key), quantity));
  }

  private Product now() {
    return await(inventory.find(product.sku())).orElseThrow().product();
  }

  private SaleState state() {
    return await(inventory.find(product.sku())).orElseThrow().state();
  }

  @Test
  void create_ofASkuThatExists_changesNothing() {
    Product other = new Product(product.sku(), "Other", 1, 900, 9, null, null);
    assertThat(await(inventory.create(other))).isFalse();
    assertThat(now()).isEqualTo(product);
  }

  @Test
  void create_thatWasNotListed_isListedWhenItIsAskedForAgain() {
    server.command("ZREM sale:products " + product.sku());
    assertThat(await(inventory.skus())).doesNotContain(product.sku());
    assertThat(await(inventory.create(product))).isFalse();
    assertThat(await(inventory.skus())).contains(product.sku());
  }

  @Test
  void all_isInTheOrderOfCreation() {
    Product next = fixture.supplied(1, 1);
    assertThat(await(inventory.skus())).containsSubsequence(product.sku(), next.sku());
  }

  @Test
  void restock_addsToFreeAndSuppliedOnceForAKey() {
    assertThat(restock("r1", 3)).isEqualTo(new RestockAnswer.Restocked(8, false));
    assertThat(restock("r1", 3)).isEqualTo(new RestockAnswer.Restocked(8, true));
    assertThat(restock("r2", 1)).isEqualTo(new RestockAnswer.Restocked(9, false));
    assertThat(restock("r1", 3)).isEqualTo(new RestockAnswer.Restocked(8, true));
    assertThat(restock("r1", 4)).isEqualTo(new RestockAnswer.KeyReused());
    assertThat(now().stock()).isEqualTo(9);
    assertThat(await(inventory.find(product.sku())).orElseThrow().free()).isEqualTo(9);
  }

  @Test
  void restock_byManyAtOnce_addsOnceForAKey() {
    List<CompletableFuture<RestockAnswer>> answers =
        IntStream.range(0, 20)
            .mapToObj(i ->
                inventory.restock(product.sku(), new IdempotencyKey("r"), 2).toCompletableFuture())
            .toList();
    assertThat(answers)
        .filteredOn(answer -> await(answer).equals(new RestockAnswer.Restocked(7, false)))
        .hasSize(1);
    assertThat(now().stock()).isEqualTo(7);
  }

  @Test
  void restock_ofTooManyOrOfNoProduct_changesNothing() {
    assertThat(restock("r1", Product.MOST_STOCK))
        .isEqualTo(new RestockAnswer.TooMany(5, Product.MOST_STOCK));
    assertThat(await(inventory.restock(MISSING, new IdempotencyKey("r1"), 1)))
        .isEqualTo(new RestockAnswer.NoSuchProduct());
    assertThat(now().stock()).isEqualTo(5);
    assertThat(server.command("EXISTS sale:{missing}:stock")).isEqualTo("0");
  }

  @Test
  void close_andOpen_moveTheWindow() {
    assertThat(await(inventory.close(product.sku())).orElseThrow().state())
        .isEqualTo(SaleState.CLOSED);
    Instant closed = now().closesAt();
    assertThat(await(inventory.close(product.sku())).orElseThrow().product().closesAt())
        .isEqualTo(closed);

    Instant later = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
    assertThat(
            await(inventory.open(product.sku(), new SaleWindow(later, null))).orElseThrow().state())
        .isEqualTo(SaleState.NOT_OPEN);
    assertThat(now().opensAt()).isEqualTo(later);
    assertThat(
            await(inventory.open(product.sku(), new SaleWindow(null, later))).orElseThrow().state())
        .isEqualTo(SaleState.OPEN);
    assertThat(now().closesAt()).isEqualTo(later);
    assertThat(await(inventory.open(MISSING, new SaleWindow(null, null)))).isEmpty();
    assertThat(await(inventory.close(MISSING))).isEmpty();
    assertThat(server.command("EXISTS sale:{missing}:product")).isEqualTo("0");
  }

  @Test
  void close_beforeTheOpening_keepsTheSaleFromOpening() {
    Instant later = Instant.now().plusMillis(150);
    await(inventory.open(product.sku(), new SaleWindow(later, null)));
    assertThat(await(inventory.close(product.sku())).orElseThrow().state())
        .isEqualTo(SaleState.CLOSED);
    assertThat(now().opensAt()).isNull();
    assertThat(state()).isEqualTo(SaleState.CLOSED);
  }
}
