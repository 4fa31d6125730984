package flashsalelab.web.api;

import flashsalelab.sale.InvalidValueException;
import flashsalelab.sale.Order;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Sale;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Json;
import flashsalelab.web.http.Preferences;
import flashsalelab.web.http.Problem;
import flashsalelab.web.live.LiveUpdates;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Orders: looking them up and giving them up. */
final class Orders {
  private final Sale sale;
  private final LiveUpdates live;
  private final Duration longestWait;
  private final Refusals refusals;

  /**
   * @param longestWait the longest that a request may wait for a decision
   */
  Orders(Sale sale, LiveUpdates live, Duration longestWait, Refusals refusals) {
    this.sale = sale;
    this.live = live;
    this.longestWait = longestWait;
    this.refusals = refusals;
  }

  /** Where an order is found. */
  static String location(OrderId order) {
    return "/api/orders/" + order;
  }

  CompletionStage<ApiResponse> find(ApiRequest request) {
    Optional<Duration> wait = Preferences.waiting(request.header("Prefer"));
    return id(request)
        .map(id -> wait.isPresent() ? find(id, wait.get()) : find(id))
        .orElseGet(() -> CompletableFuture.completedFuture(notFound()));
  }

  CompletionStage<ApiResponse> cancel(ApiRequest request) {
    return id(request)
        .map(id -> sale.cancel(id).thenCompose(change -> cancelled(id, change)))
        .orElseGet(() -> CompletableFuture.completedFuture(notFound()));
  }

  /** The order that the path names; empty if no order can have that name. */
  static Optional<OrderId> id(ApiRequest request) {
    try {
      return Optional.of(OrderId.parse(request.parameter("id")));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  private CompletionStage<ApiResponse> find(OrderId id) {
    return sale.order(id).thenApply(Orders::response);
  }

  /** Waits for the decision, as the client prefers (RFC 7240, 4.3). */
  private CompletionStage<ApiResponse> find(OrderId id, Duration preferred) {
    Duration wait = preferred.compareTo(longestWait) < 0 ? preferred : longestWait;
    return sale.order(id)
        .thenCompose(present ->
            LiveUpdates.isDecided(present)
                ? CompletableFuture.completedFuture(waited(present, wait))
                : live.decided(id, present, wait)
                    .map(decision -> decision.thenApply(answer -> waited(answer, wait)))
                    .orElseGet(() -> CompletableFuture.completedFuture(response(present))));
  }

  private static ApiResponse waited(OrderAnswer answer, Duration wait) {
    return response(answer).with("Preference-Applied", "wait=" + wait.toSeconds());
  }

  private CompletionStage<ApiResponse> cancelled(OrderId id, OrderChange change) {
    return switch (change) {
      case OrderChange.Done(OrderState state) -> find(id);
      case OrderChange.Refused(OrderState present) ->
          CompletableFuture.completedFuture(notReserved(present));
      case OrderChange.Undecided() -> CompletableFuture.completedFuture(refusals.undecided());
      case OrderChange.NoSuchOrder() -> CompletableFuture.completedFuture(notFound());
    };
  }

  private static ApiResponse notReserved(OrderState present) {
    return Problem.ORDER_NOT_RESERVED.response(
        "The order is %s; only one that is RESERVED can be cancelled.".formatted(present),
        json -> json.text("state", present.name()));
  }

  private static ApiResponse response(OrderAnswer answer) {
    return switch (answer) {
      case OrderAnswer.Found(Order order) -> ApiResponse.json(200, "order", body(order));
      case OrderAnswer.Undecided(OrderId id) -> ApiResponse.json(200, "unknown", body(id));
      case OrderAnswer.NoSuchOrder(OrderId id) -> notFound();
    };
  }

  /** The order as JSON, as it is answered. */
  static byte[] body(OrderAnswer answer) {
    return response(answer).body();
  }

  static ApiResponse notFound() {
    return Problem.ORDER_NOT_FOUND.response(
        "There is no order of this id: none was made, or its purchase was refused.");
  }

  private static byte[] body(Order order) {
    return Json.object(json ->
        json.text("order", order.id().toString())
            .text("sku", order.id().sku().value())
            .text("buyer", order.buyer().value())
            .number("quantity", order.quantity())
            .number("amount", order.amount())
            .text("state", order.state().name())
            .moment("heldUntil", order.heldUntil())
            .textIfAny("reason", order.reason())
            .list(
                "history",
                order.history(),
                (item, transition) ->
                    item.text("state", transition.state().name()).moment("at", transition.at())));
  }

  private static byte[] body(OrderId undecided) {
    return Json.object(json ->
        json.text("outcome", "unknown")
            .text("order", undecided.toString())
            .text("sku", undecided.sku().value()));
  }
}
