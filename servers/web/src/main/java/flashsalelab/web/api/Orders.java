package flashsalelab.web.api;

import flashsalelab.sale.InvalidValueException;
import flashsalelab.sale.Order;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sale;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Json;
import flashsalelab.web.http.Problem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Looking an order up: {@code GET /api/orders/{id}}. */
final class Orders {
  private final Sale sale;

  Orders(Sale sale) {
    this.sale = sale;
  }

  /** Where an order is found. */
  static String location(OrderId order) {
    return "/api/orders/" + order;
  }

  CompletionStage<ApiResponse> find(ApiRequest request) {
    String text = request.parameter("id");
    try {
      return sale.order(OrderId.parse(text)).thenApply(Orders::response);
    } catch (InvalidValueException e) {
      return CompletableFuture.completedFuture(notFound());
    }
  }

  private static ApiResponse response(OrderAnswer answer) {
    return switch (answer) {
      case OrderAnswer.Found(Order order) -> ApiResponse.json(200, "order", body(order));
      case OrderAnswer.Undecided(OrderId id) -> ApiResponse.json(200, "unknown", body(id));
      case OrderAnswer.NoSuchOrder(OrderId id) -> notFound();
    };
  }

  private static ApiResponse notFound() {
    return Problem.ORDER_NOT_FOUND.response(
        "There is no order of this id: none was made, or its purchase was refused.");
  }

  private static byte[] body(Order order) {
    return Json.object(json ->
        json.text("order", order.id().toString())
            .text("sku", order.id().sku().value())
            .text("buyer", order.buyer().value())
            .number("quantity", order.quantity())
            .text("state", order.state().name())
            .moment("heldUntil", order.heldUntil())
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
