package flashsalelab.web.api;

import static flashsalelab.web.http.Route.Access.ADMIN;
import static flashsalelab.web.http.Route.Access.ANYONE;

import flashsalelab.sale.Sale;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Problem;
import flashsalelab.web.http.Route;
import flashsalelab.web.json.InvalidBodyException;
import flashsalelab.web.metrics.EdgeMetrics;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The table of routes. */
final class SaleRoutes {
  private final Route purchase;
  private final List<Route> all;

  SaleRoutes(
      Sale sale,
      Clock clock,
      Refusals refusals,
      EdgeMetrics metrics,
      Supplier<CompletionStage<Boolean>> ready) {
    Products products = new Products(sale, clock);
    Purchases purchases = new Purchases(sale, refusals);
    Orders orders = new Orders(sale);
    Operations operations = new Operations(ready, refusals, metrics);
    purchase = route("POST", Purchases.TEMPLATE, purchases::buy);
    all =
        List.of(
            purchase,
            route("GET", "/api/products", products::list),
            route("GET", "/api/products/{sku}", products::find),
            new Route("POST", "/api/products", ADMIN, checked(products::create)),
            route("GET", "/api/orders/{id}", orders::find),
            route("GET", "/healthz", operations::alive),
            route("GET", "/readyz", operations::ready),
            route("GET", "/metrics", operations::metrics));
  }

  /** The route that sells. */
  Route purchase() {
    return purchase;
  }

  /** Every route. */
  List<Route> all() {
    return all;
  }

  /** A handler that may find that the request is not valid. */
  private interface Checked {
    CompletionStage<ApiResponse> handle(ApiRequest request) throws InvalidBodyException;
  }

  private static Route route(String method, String template, Checked handler) {
    return new Route(method, template, ANYONE, checked(handler));
  }

  private static Route.Handler checked(Checked handler) {
    return request -> {
      try {
        return handler.handle(request);
      } catch (InvalidBodyException e) {
        return CompletableFuture.completedFuture(invalid(e));
      }
    };
  }

  private static ApiResponse invalid(InvalidBodyException e) {
    String field = e.field();
    return Problem.INVALID_REQUEST.response(
        String.valueOf(e.getMessage()),
        json -> {
          if (field != null) {
            json.text("field", field);
          }
        });
  }
}
