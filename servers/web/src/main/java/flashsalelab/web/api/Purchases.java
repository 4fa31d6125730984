package flashsalelab.web.api;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Product;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.Sale;
import flashsalelab.sale.Sku;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Json;
import flashsalelab.web.http.Problem;
import flashsalelab.web.json.InvalidBodyException;
import flashsalelab.web.json.JsonBody;
import flashsalelab.web.protection.BuyerRates;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Buying: {@code POST /api/products/{sku}/purchases}. */
final class Purchases {
  static final String TEMPLATE = "/api/products/{sku}/purchases";

  private static final Set<String> MEMBERS = new LinkedHashSet<>(List.of("buyer", "quantity"));

  private final Sale sale;
  private final BuyerRates rates;
  private final Refusals refusals;

  Purchases(Sale sale, BuyerRates rates, Refusals refusals) {
    this.sale = sale;
    this.rates = rates;
    this.refusals = refusals;
  }

  CompletionStage<ApiResponse> buy(ApiRequest request) throws InvalidBodyException {
    Sku sku = Fields.sku(request);
    IdempotencyKey key = Fields.idempotencyKey(request);
    JsonBody body = JsonBody.read(request.body(), MEMBERS);
    String buyerText = body.text("buyer");
    BuyerId buyer = Fields.value("buyer", () -> new BuyerId(buyerText));
    int quantity = (int) body.integer("quantity", 1, Product.MOST_PER_BUYER);
    Purchase purchase = new Purchase(sku, buyer, key, quantity);
    Duration delay = rates.delay(buyer);
    if (delay.isPositive()) {
      return CompletableFuture.completedFuture(refusals.tooManyRequests(buyer, delay));
    }
    return sale.purchase(purchase).thenApply(answer -> response(purchase, answer));
  }

  private ApiResponse response(Purchase purchase, PurchaseAnswer answer) {
    return switch (answer) {
      case PurchaseAnswer.Decided(PurchaseOutcome outcome, boolean replayed) -> {
        ApiResponse decided = response(purchase, outcome);
        yield replayed ? decided.replayed() : decided;
      }
      case PurchaseAnswer.NoSuchProduct(Sku sku) -> Products.notFound(sku);
      case PurchaseAnswer.KeyReused() ->
          Problem.KEY_REUSED.response(
              "The key %s stands for another purchase of this product by this buyer. Use a new key."
                  .formatted(purchase.key()));
      case PurchaseAnswer.QueueFull() -> refusals.queueFull();
      case PurchaseAnswer.Unavailable() -> refusals.unavailable();
    };
  }

  private static ApiResponse response(Purchase purchase, PurchaseOutcome outcome) {
    return switch (outcome) {
      case PurchaseOutcome.Reserved reserved -> reserved(purchase, reserved);
      case PurchaseOutcome.Queued(OrderId order) -> accepted("queued", order);
      case PurchaseOutcome.Unknown(OrderId order) -> accepted("unknown", order);
      case PurchaseOutcome.SoldOut() ->
          Problem.SOLD_OUT.response(
              "Fewer units of %s are free than were asked for.".formatted(purchase.sku()),
              json -> json.text("outcome", "sold_out"));
      case PurchaseOutcome.LimitReached(int perBuyer) ->
          Problem.LIMIT_REACHED.response(
              "With these units the buyer would have more than %d.".formatted(perBuyer),
              json -> json.text("outcome", "limit_reached").number("perBuyer", perBuyer));
      case PurchaseOutcome.SaleNotOpen(var opensAt) ->
          Problem.SALE_NOT_OPEN.response(
              "The sale of %s opens at %s.".formatted(purchase.sku(), opensAt),
              json -> json.text("outcome", "sale_not_open").moment("opensAt", opensAt));
      case PurchaseOutcome.SaleClosed(var closedAt) ->
          Problem.SALE_CLOSED.response(
              "The sale of %s closed at %s.".formatted(purchase.sku(), closedAt),
              json -> json.text("outcome", "sale_closed").moment("closedAt", closedAt));
    };
  }

  private static ApiResponse reserved(Purchase purchase, PurchaseOutcome.Reserved reserved) {
    byte[] body =
        Json.object(json ->
            json.text("outcome", "reserved")
                .text("order", reserved.order().toString())
                .text("state", "RESERVED")
                .text("sku", purchase.sku().value())
                .text("buyer", purchase.buyer().value())
                .number("quantity", purchase.quantity())
                .moment("reservedAt", reserved.at())
                .moment("heldUntil", reserved.heldUntil()));
    return ApiResponse.json(201, "reserved", body)
        .with("Location", Orders.location(reserved.order()));
  }

  private static ApiResponse accepted(String outcome, OrderId order) {
    byte[] body =
        Json.object(json -> json.text("outcome", outcome).text("order", order.toString()));
    return ApiResponse.json(202, outcome, body).with("Location", Orders.location(order));
  }
}
