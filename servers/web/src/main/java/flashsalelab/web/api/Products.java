package flashsalelab.web.api;

import flashsalelab.sale.Offer;
import flashsalelab.sale.Product;
import flashsalelab.sale.Sale;
import flashsalelab.sale.SaleState;
import flashsalelab.sale.Sku;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Json;
import flashsalelab.web.http.Problem;
import flashsalelab.web.json.InvalidBodyException;
import flashsalelab.web.json.JsonBody;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Products: seeing them and, for an admin, creating them. */
final class Products {
  private static final Set<String> MEMBERS =
      new LinkedHashSet<>(
          List.of("sku", "name", "price", "stock", "perBuyer", "opensAt", "closesAt"));

  private final Sale sale;

  Products(Sale sale) {
    this.sale = sale;
  }

  CompletionStage<ApiResponse> list(ApiRequest request) {
    return sale.offers()
        .thenApply(offers ->
            ApiResponse.json(
                200,
                "products",
                Json.object(json -> json.list("products", offers, Products::members))));
  }

  CompletionStage<ApiResponse> find(ApiRequest request) throws InvalidBodyException {
    Sku sku = Fields.sku(request);
    return sale.offer(sku).thenApply(offer -> response(sku, offer));
  }

  /** The product as it stands now, or that there is none. */
  static ApiResponse response(Sku sku, Optional<Offer> offer) {
    return offer
        .map(found -> ApiResponse.json(200, "product", body(found)))
        .orElseGet(() -> notFound(sku));
  }

  static ApiResponse notFound(Sku sku) {
    return Problem.PRODUCT_NOT_FOUND.response("There is no product %s.".formatted(sku));
  }

  CompletionStage<ApiResponse> create(ApiRequest request) throws InvalidBodyException {
    Product product = product(JsonBody.read(request.body(), MEMBERS));
    return Fields.value("product", () -> sale.create(product))
        .thenCompose(created ->
            created
                ? sale.offer(product.sku()).thenApply(offer -> created(offer.orElseThrow()))
                : CompletableFuture.completedFuture(exists(product)));
  }

  private static ApiResponse created(Offer offer) {
    return ApiResponse.json(201, "created", body(offer))
        .with("Location", "/api/products/" + offer.product().sku());
  }

  private static ApiResponse exists(Product product) {
    return Problem.PRODUCT_EXISTS.response(
        "There is a product %s; a definition never changes. Choose another sku."
            .formatted(product.sku()));
  }

  private static Product product(JsonBody body) throws InvalidBodyException {
    String skuText = body.text("sku");
    Sku sku = Fields.value("sku", () -> new Sku(skuText));
    String name = body.text("name");
    long price = body.integer("price", 0, Product.HIGHEST_PRICE);
    int stock = (int) body.integer("stock", 0, Product.MOST_STOCK);
    int perBuyer = (int) body.integer("perBuyer", 1, Product.MOST_PER_BUYER);
    Instant opensAt = body.moment("opensAt");
    Instant closesAt = body.moment("closesAt");
    return Fields.value(
        "product", () -> new Product(sku, name, price, stock, perBuyer, opensAt, closesAt));
  }

  private static byte[] body(Offer offer) {
    return Json.object(json -> members(json, offer));
  }

  private static void members(Json json, Offer offer) {
    Product product = offer.product();
    json.text("sku", product.sku().value())
        .text("name", product.name())
        .number("price", product.price())
        .number("stock", offer.free())
        .number("supplied", product.stock())
        .number("held", offer.held())
        .number("sold", offer.sold())
        .number("perBuyer", product.perBuyer())
        .text("saleState", word(offer.state()))
        .moment("opensAt", product.opensAt())
        .moment("closesAt", product.closesAt());
  }

  private static String word(SaleState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
