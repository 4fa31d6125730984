package flashsalelab.web.api;

import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.Product;
import flashsalelab.sale.RestockAnswer;
import flashsalelab.sale.Sale;
import flashsalelab.sale.Sku;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Json;
import flashsalelab.web.http.Problem;
import flashsalelab.web.json.InvalidBodyException;
import flashsalelab.web.json.JsonBody;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Supplying more units: {@code POST /api/products/{sku}/restocks}. */
final class Restocks {
  static final String TEMPLATE = "/api/products/{sku}/restocks";

  private static final Set<String> MEMBERS = Set.of("quantity");

  private final Sale sale;

  Restocks(Sale sale) {
    this.sale = sale;
  }

  CompletionStage<ApiResponse> supply(ApiRequest request) throws InvalidBodyException {
    Sku sku = Fields.sku(request);
    IdempotencyKey key = Fields.idempotencyKey(request);
    int quantity =
        (int) JsonBody.read(request.body(), MEMBERS).integer("quantity", 1, Product.MOST_STOCK);
    return sale.restock(sku, key, quantity)
        .thenApply(answer -> response(sku, key, quantity, answer));
  }

  private static ApiResponse response(
      Sku sku, IdempotencyKey key, int quantity, RestockAnswer answer) {
    return switch (answer) {
      case RestockAnswer.Restocked(int supplied, boolean replayed) -> {
        ApiResponse restocked = restocked(sku, quantity, supplied);
        yield replayed ? restocked.replayed() : restocked;
      }
      case RestockAnswer.NoSuchProduct() -> Products.notFound(sku);
      case RestockAnswer.KeyReused() ->
          Problem.KEY_REUSED.response(
              "The key %s stands for another restock of this product. Use a new key."
                  .formatted(key));
      case RestockAnswer.TooMany(int supplied, int most) ->
          Problem.SUPPLY_LIMIT.response(
              "%d units of %s are supplied; with these there would be more than %d. Send fewer."
                  .formatted(supplied, sku, most),
              json -> json.number("supplied", supplied));
    };
  }

  private static ApiResponse restocked(Sku sku, int quantity, int supplied) {
    byte[] body =
        Json.object(json ->
            json.text("sku", sku.value())
                .number("quantity", quantity)
                .number("supplied", supplied));
    return ApiResponse.json(200, "restocked", body);
  }
}
