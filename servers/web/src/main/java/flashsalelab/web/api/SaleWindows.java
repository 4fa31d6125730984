package flashsalelab.web.api;

import flashsalelab.sale.Sale;
import flashsalelab.sale.SaleWindow;
import flashsalelab.sale.Sku;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.json.InvalidBodyException;
import flashsalelab.web.json.JsonBody;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Opening and closing a sale: {@code PUT /api/products/{sku}/sale}. */
final class SaleWindows {
  static final String TEMPLATE = "/api/products/{sku}/sale";

  private static final String OPEN = "open";
  private static final String CLOSED = "closed";
  private static final Set<String> MEMBERS =
      new LinkedHashSet<>(List.of("state", "opensAt", "closesAt"));

  private final Sale sale;

  SaleWindows(Sale sale) {
    this.sale = sale;
  }

  CompletionStage<ApiResponse> move(ApiRequest request) throws InvalidBodyException {
    Sku sku = Fields.sku(request);
    JsonBody body = JsonBody.read(request.body(), MEMBERS);
    String state = body.choice("state", List.of(OPEN, CLOSED));
    Instant opensAt = body.moment("opensAt");
    Instant closesAt = body.moment("closesAt");
    if (state.equals(CLOSED)) {
      requireNone("opensAt", opensAt);
      requireNone("closesAt", closesAt);
      return sale.close(sku).thenApply(offer -> Products.response(sku, offer));
    }
    SaleWindow window = Fields.value("sale", () -> new SaleWindow(opensAt, closesAt));
    return sale.open(sku, window).thenApply(offer -> Products.response(sku, offer));
  }

  private static void requireNone(String name, @Nullable Instant moment)
      throws InvalidBodyException {
    if (moment != null) {
      throw new InvalidBodyException(
          name,
          "The member \"%s\" does not go with the state closed, which closes now. To schedule the sale, send the state open with %s."
              .formatted(name, name));
    }
  }
}
