package flashsalelab.web.api;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.payment.DeadLetter;
import flashsalelab.sale.payment.DeadLetters;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Json;
import flashsalelab.web.http.Problem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Payments that were given up: seeing them and having them tried again. */
final class GivenUpPayments {
  private final DeadLetters letters;

  GivenUpPayments(DeadLetters letters) {
    this.letters = letters;
  }

  CompletionStage<ApiResponse> list(ApiRequest request) {
    return letters
        .all()
        .thenApply(all ->
            ApiResponse.json(
                200,
                "dead_letters",
                Json.object(json -> json.list("deadLetters", all, GivenUpPayments::members))));
  }

  private static void members(Json json, DeadLetter letter) {
    json.text("order", letter.order().toString())
        .text("sku", letter.order().sku().value())
        .moment("at", letter.at())
        .text("reason", letter.reason());
  }

  CompletionStage<ApiResponse> retry(ApiRequest request) {
    return Orders.id(request)
        .map(order -> letters.retry(order).thenApply(queued -> queued ? queued(order) : notFound()))
        .orElseGet(() -> CompletableFuture.completedFuture(notFound()));
  }

  private static ApiResponse queued(OrderId order) {
    return ApiResponse.json(
        202, "queued", Json.object(json -> json.text("order", order.toString())));
  }

  private static ApiResponse notFound() {
    return Problem.DEAD_LETTER_NOT_FOUND.response(
        "No payment of an order of this id was given up, or it is being tried again.");
  }
}
