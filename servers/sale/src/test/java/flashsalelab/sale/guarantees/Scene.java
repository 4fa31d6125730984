package flashsalelab.sale.guarantees;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;

import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.Sale;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.fixture.CuttingRelay;
import flashsalelab.sale.fixture.RedisProcess;
import flashsalelab.sale.fixture.SaleFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.awaitility.Awaitility;

/**
 * A product on sale, a healthy process that sells it, and others that fail. The verdict is found by
 * selling what is left: exactly what was supplied must be promised in the end.
 */
final class Scene {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** One request at a time over one connection, so that the relay cuts where it is told to. */
  private static final Map<String, String> ONE_BY_ONE =
      Map.of(
          "REDIS_CONNECTIONS", "1",
          "REDIS_TIMEOUT_MS", "400",
          "REDIS_RETRIES", "1",
          "REDIS_RETRY_DELAY_MS", "50",
          "REDIS_RECONNECT_DELAY_MS", "50");

  private final RedisProcess server;
  private final SaleFixture healthy;
  private final Function<SaleFixture, StockGuard> guards;
  private final Product product;
  private final List<OrderId> promised = new ArrayList<>();
  private int buyers;

  /**
   * @param guards makes the guard on a connection
   */
  Scene(
      RedisProcess server,
      SaleFixture healthy,
      Function<SaleFixture, StockGuard> guards,
      int stock) {
    this.server = server;
    this.healthy = healthy;
    this.guards = guards;
    this.product = healthy.supplied(stock, 1_000);
  }

  /** A process that the relay can make fail. */
  static final class Failing implements AutoCloseable {
    private final CuttingRelay relay;
    private final SaleFixture process;
    private final StockGuard guard;

    Failing(RedisProcess server, Function<SaleFixture, StockGuard> guards) {
      relay = CuttingRelay.before(server);
      Map<String, String> variables = new HashMap<>(ONE_BY_ONE);
      variables.put("REDIS_URL", relay.url());
      process = SaleFixture.on(server, variables);
      guard = guards.apply(process);
    }

    CuttingRelay relay() {
      return relay;
    }

    Sale sale() {
      return process.sale(guard);
    }

    /** Waits until it has crashed, or has done all it wanted before that. */
    void crashedOr(CompletionStage<?> work) {
      Awaitility.await()
          .pollInterval(Duration.ofMillis(2))
          .until(() -> relay.isCut() || work.toCompletableFuture().isDone());
    }

    /** Lets everything through again and waits until it has a connection. */
    void untilConnected() {
      relay.goOn();
      relay.count();
      Awaitility.await().until(() -> await(process.redis().answers()));
    }

    @Override
    public void close() {
      relay.close();
      process.close();
    }
  }

  Failing failing() {
    return new Failing(server, guards);
  }

  Product product() {
    return product;
  }

  private StockGuard guard() {
    return guards.apply(healthy);
  }

  /** A name that nobody has had. */
  String another() {
    return "b" + ++buyers;
  }

  /** A purchase of a unit by somebody new. */
  Purchase unit() {
    return purchase(product, another(), "k", 1);
  }

  /** Buys a unit in the healthy process; whoever is told that it is reserved must keep it. */
  PurchaseAnswer buy() {
    return told(await(healthy.sale(guard()).purchase(unit())));
  }

  /** Notes what a buyer was told. */
  PurchaseAnswer told(PurchaseAnswer answer) {
    reserved(answer).ifPresent(promised::add);
    return answer;
  }

  static Optional<OrderId> reserved(PurchaseAnswer answer) {
    return answer instanceof PurchaseAnswer.Decided(var outcome, var replayed)
            && outcome instanceof PurchaseOutcome.Reserved reserved
        ? Optional.of(reserved.order())
        : Optional.empty();
  }

  /** A reserved order of the healthy process that nobody insists on. */
  OrderId order() {
    return orderIfAny().orElseThrow();
  }

  /** The same, if there is a unit left. */
  Optional<OrderId> orderIfAny() {
    return reserved(await(healthy.sale(guard()).purchase(unit())));
  }

  /** A key that no restock had. */
  IdempotencyKey key() {
    return new IdempotencyKey(another());
  }

  /** The answer of whoever bought nothing. */
  PurchaseAnswer nothing() {
    return new PurchaseAnswer.Unavailable();
  }

  String redis(String command) {
    return server.command(command.formatted(product.sku()));
  }

  /** Sells what is left, lets a reconciliation mend, sells again, and judges. */
  Verdict verdict() {
    sellOut();
    Ledger before = ledger();
    await(healthy.books().reconcile(product.sku(), Duration.ZERO));
    sellOut();
    Ledger after = ledger();
    int supplied = await(healthy.inventory().find(product.sku())).orElseThrow().product().stock();
    boolean kept = promised.stream().allMatch(this::stands);
    if (before.standing() > supplied
        || after.standing() != supplied
        || after.twice() > 0
        || !kept) {
      return Verdict.EXPOSED;
    }
    return before.standing() == supplied ? Verdict.PREVENTED : Verdict.REPAIRED;
  }

  /** Buys until told that the product is sold out. */
  private void sellOut() {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(1))
        .until(() ->
            buy() instanceof PurchaseAnswer.Decided(var outcome, var replayed)
                && outcome instanceof PurchaseOutcome.SoldOut);
  }

  private boolean stands(OrderId order) {
    return await(healthy.orders().find(order)) instanceof OrderAnswer.Found(var found)
        && (found.state() == OrderState.RESERVED || found.state() == OrderState.PAID);
  }

  private Ledger ledger() {
    return Ledger.of(healthy.redis(), product.sku());
  }
}
