package flashsalelab.sale.guarantees;

import static flashsalelab.sale.fixture.SaleFixture.purchase;
import static flashsalelab.sale.fixture.Waiting.await;

import flashsalelab.sale.OrderBook;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.Sale;
import flashsalelab.sale.SaleTerms;
import flashsalelab.sale.fixture.CuttingRelay;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** The failures that a sale must not have, by the names of the published table. */
public final class Failures {
  private static final Duration HOLD = Duration.ofMillis(300);
  private static final Map<String, Scenario> ALL = new LinkedHashMap<>();

  static {
    ALL.put("Many buyers see the same free unit", Failures::crowd);
    ALL.put("A buyer clicks many times", Failures::repeatedClicks);
    ALL.put("A process ends at any step of a purchase", Failures::crashWhileBuying);
    ALL.put("... while another buyer takes the last unit", Failures::crashWhileRefused);
    ALL.put("A reply is lost at any step, the buyer asks again", Failures::lostReply);
    ALL.put("A reply comes too late at any step, the buyer asks again", Failures::lateReply);
    ALL.put("A process ends at any step of giving a unit back", Failures::crashWhileReleasing);
    ALL.put("A reply is lost at any step of giving it back", Failures::lostReplyOfRelease);
    ALL.put("A unit is given back many times", Failures::releasedManyTimes);
    ALL.put("Units go back on sale while others buy", Failures::releaseInACrowd);
    ALL.put("A unit is restocked while others buy", Failures::restockInACrowd);
    ALL.put("The hold is over while the payment runs", Failures::latePayment);
    ALL.put("The record of the free units is lost", Failures::lostFreeUnits);
  }

  private Failures() {}

  /** How a failure is brought about for a guard, and what became of it. */
  @FunctionalInterface
  public interface Scenario {
    /** Plays it. */
    Verdict play(Stage stage);
  }

  /** The names of all, in the table's order. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** The scenario of this name. */
  public static Scenario named(String name) {
    return Objects.requireNonNull(ALL.get(name), name);
  }

  private static Verdict crowd(Stage stage) {
    Scene scene = stage.scene(50);
    Sale sale = stage.sale();
    together(400, i -> sale.purchase(scene.unit())).forEach(scene::told);
    return scene.verdict();
  }

  private static Verdict repeatedClicks(Stage stage) {
    Scene scene = stage.scene(3);
    Sale sale = stage.sale();
    Purchase click = purchase(scene.product(), "eager", "k", 1);
    together(50, i -> sale.purchase(click)).forEach(scene::told);
    scene.told(await(sale.purchase(click)));
    return scene.verdict();
  }

  private static Verdict crashWhileBuying(Stage stage) {
    return atEachStep(
        stage,
        purchaseSteps(stage),
        (step, scene, failing) -> {
          failing.relay().crashAfter(step);
          failing.crashedOr(failing.sale().purchase(scene.unit()));
        });
  }

  /**
   * The purchase is stopped before any step, meanwhile the last unit is sold, and then it ends. The
   * unit comes back later, for the next buyer.
   */
  private static Verdict crashWhileRefused(Stage stage) {
    int steps = purchaseSteps(stage);
    return worst(
        1,
        steps,
        kept ->
            worst(
                kept,
                steps + 1,
                last -> {
                  Scene scene = stage.scene(1);
                  try (FailingSeller failing = scene.failing()) {
                    failing.relay().crashAfterAndKeep(last, kept);
                    CompletionStage<PurchaseAnswer> late = failing.sale().purchase(scene.unit());
                    failing.relay().awaitKept();
                    Optional<OrderId> other = scene.orderIfAny();
                    failing.relay().goOn();
                    failing.crashedOr(late);
                    other.ifPresent(order -> await(stage.sale().cancel(order)));
                  }
                  return scene.verdict();
                }));
  }

  private static Verdict lostReply(Stage stage) {
    return asksAgain(stage, CuttingRelay::loseReply);
  }

  private static Verdict lateReply(Stage stage) {
    return asksAgain(stage, CuttingRelay::stallReplies);
  }

  /** A buyer who is not answered in time asks again with the same key. */
  private static Verdict asksAgain(Stage stage, ObjIntConsumer<CuttingRelay> failure) {
    return atEachStep(
        stage,
        purchaseSteps(stage),
        (step, scene, failing) -> {
          Purchase purchase = scene.unit();
          failure.accept(failing.relay(), step);
          settled(failing.sale().purchase(purchase));
          failing.untilConnected();
          for (int again = 0; again < 3; again++) {
            scene.told(await(failing.sale().purchase(purchase)));
          }
        });
  }

  private static Verdict crashWhileReleasing(Stage stage) {
    return atEachStep(
        stage,
        releaseSteps(stage),
        (step, scene, failing) -> {
          OrderId order = scene.order();
          failing.relay().crashAfter(step);
          failing.crashedOr(failing.sale().cancel(order));
          settled(stage.sale().cancel(order));
        });
  }

  private static Verdict lostReplyOfRelease(Stage stage) {
    return atEachStep(
        stage,
        releaseSteps(stage),
        (step, scene, failing) -> {
          OrderId order = scene.order();
          failing.relay().loseReply(step);
          settled(failing.sale().cancel(order));
          failing.untilConnected();
          settled(failing.sale().cancel(order));
        });
  }

  /** What happens in a scene whose failing process fails at a step. */
  @FunctionalInterface
  private interface Step {
    void play(int step, Scene scene, FailingSeller failing);
  }

  private static Verdict atEachStep(Stage stage, int steps, Step failure) {
    return worst(
        1,
        steps,
        step -> {
          Scene scene = stage.scene(3);
          try (FailingSeller failing = scene.failing()) {
            failure.play(step, scene, failing);
          }
          return scene.verdict();
        });
  }

  private static int purchaseSteps(Stage stage) {
    return stage.steps(failing -> await(failing.sale().purchase(stage.scene(1).unit())));
  }

  private static int releaseSteps(Stage stage) {
    return stage.steps(failing -> await(failing.sale().cancel(stage.scene(1).order())));
  }

  private static Verdict releasedManyTimes(Stage stage) {
    Scene scene = stage.scene(3);
    OrderId order = scene.order();
    Sale sale = stage.sale();
    List<OrderChange> changes = together(30, i -> sale.cancel(order));
    changes.forEach(change -> require(change, new OrderChange.Done(OrderState.CANCELLED)));
    await(sale.cancel(order));
    return scene.verdict();
  }

  private static Verdict releaseInACrowd(Stage stage) {
    Scene scene = stage.scene(60);
    Sale sale = stage.sale();
    List<OrderId> orders = IntStream.range(0, 20).mapToObj(i -> scene.order()).toList();
    together(
            200,
            i ->
                i % 10 == 0
                    ? sale.cancel(orders.get(i / 10)).thenApply(change -> scene.nothing())
                    : sale.purchase(scene.unit()))
        .forEach(scene::told);
    return scene.verdict();
  }

  private static Verdict restockInACrowd(Stage stage) {
    Scene scene = stage.scene(20);
    Sale sale = stage.sale();
    together(
            200,
            i ->
                i % 10 == 0
                    ? sale.restock(scene.product().sku(), scene.key(), 2)
                        .thenApply(restocked -> scene.nothing())
                    : sale.purchase(scene.unit()))
        .forEach(scene::told);
    return scene.verdict();
  }

  /** The charge succeeds, but the unit has gone to the next buyer already. */
  private static Verdict latePayment(Stage stage) {
    Scene scene = stage.scene(2);
    Seller shortHold = stage.seller(new SaleTerms(HOLD, Duration.ofHours(1)));
    OrderId order = Scene.reserved(await(shortHold.sale().purchase(scene.unit()))).orElseThrow();
    OrderBook orders = shortHold.orders();
    require(await(orders.charging(order)), new OrderChange.Done(OrderState.RESERVED));
    Awaitility.await()
        .pollDelay(HOLD)
        .until(() ->
            await(shortHold.guard().release(order, OrderState.EXPIRED))
                .equals(new OrderChange.Done(OrderState.EXPIRED)));
    scene.buy();
    require(await(orders.paid(order)), new OrderChange.Refused(OrderState.EXPIRED));
    require(await(orders.refunded(order)), new OrderChange.Done(OrderState.REFUNDED));
    return scene.verdict();
  }

  private static void require(OrderChange change, OrderChange expected) {
    if (!change.equals(expected)) {
      throw new AssertionError("%s instead of %s".formatted(change, expected));
    }
  }

  private static Verdict lostFreeUnits(Stage stage) {
    Scene scene = stage.scene(5);
    scene.buy();
    scene.loseFreeUnits();
    return scene.verdict();
  }

  private static <T> List<T> together(int times, IntFunction<CompletionStage<T>> step) {
    List<CompletableFuture<T>> stages =
        IntStream.range(0, times).mapToObj(i -> step.apply(i).toCompletableFuture()).toList();
    return stages.stream().map(stage -> await(stage)).toList();
  }

  private static Verdict worst(int from, int to, IntFunction<Verdict> play) {
    return IntStream.rangeClosed(from, to).mapToObj(play).reduce(Verdict.PREVENTED, Verdict::or);
  }

  /** Waits for the end of what may fail, because its process does. */
  private static void settled(CompletionStage<?> stage) {
    try {
      await(stage);
    } catch (CompletionException e) {
      Awaitility.await().until(() -> stage.toCompletableFuture().isDone());
    }
  }
}
