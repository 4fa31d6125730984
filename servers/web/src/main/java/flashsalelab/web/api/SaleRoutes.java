package flashsalelab.web.api;

import static flashsalelab.web.http.Route.Access.ADMIN;
import static flashsalelab.web.http.Route.Access.ANYONE;
import static flashsalelab.web.http.Route.Body.JSON;
import static flashsalelab.web.http.Route.Body.NONE;

import flashsalelab.sale.Sale;
import flashsalelab.web.http.ApiAnswer;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Problem;
import flashsalelab.web.http.Route;
import flashsalelab.web.json.InvalidBodyException;
import flashsalelab.web.live.LiveUpdates;
import flashsalelab.web.metrics.EdgeMetrics;
import flashsalelab.web.openapi.OpenApi;
import flashsalelab.web.protection.BuyerRates;
import java.time.Duration;
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
      LiveUpdates live,
      Duration longestWait,
      BackOffice office,
      BuyerRates rates,
      Refusals refusals,
      EdgeMetrics metrics,
      Supplier<CompletionStage<Boolean>> ready) {
    Products products = new Products(sale);
    Purchases purchases = new Purchases(sale, rates, refusals);
    Orders orders = new Orders(sale, live, longestWait, refusals);
    Events events = new Events(sale, live, refusals);
    GivenUpPayments givenUp = new GivenUpPayments(office.deadLetters());
    Operations operations = new Operations(ready, refusals, metrics);
    String deadLetters = "/api/admin/dead-letters";
    purchase = route("POST", Purchases.TEMPLATE, ANYONE, JSON, purchases::buy);
    all =
        List.of(
            purchase,
            route("GET", "/api/products", ANYONE, NONE, products::list),
            route("POST", "/api/products", ADMIN, JSON, products::create),
            route("GET", "/api/products/{sku}", ANYONE, NONE, products::find),
            route("POST", Restocks.TEMPLATE, ADMIN, JSON, new Restocks(sale)::supply),
            route("PUT", SaleWindows.TEMPLATE, ADMIN, JSON, new SaleWindows(sale)::move),
            route("GET", "/api/orders/{id}", ANYONE, NONE, orders::find),
            route("DELETE", "/api/orders/{id}", ANYONE, NONE, orders::cancel),
            route("GET", Events.STOCK, ANYONE, NONE, events::stock),
            route("GET", Events.ORDER, ANYONE, NONE, events::order),
            route("GET", deadLetters, ADMIN, NONE, givenUp::list),
            route("POST", deadLetters + "/{id}/retry", ADMIN, NONE, givenUp::retry),
            route("POST", Reconciliations.TEMPLATE, ADMIN, NONE, new Reconciliations(office)::run),
            route("GET", "/healthz", ANYONE, NONE, operations::alive),
            route("GET", "/readyz", ANYONE, NONE, operations::ready),
            route("GET", "/metrics", ANYONE, NONE, operations::metrics),
            route("GET", OpenApi.PATH, ANYONE, NONE, new OpenApi()::document));
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
    CompletionStage<? extends ApiAnswer> handle(ApiRequest request) throws InvalidBodyException;
  }

  private static Route route(
      String method, String template, Route.Access access, Route.Body body, Checked handler) {
    return new Route(method, template, access, body, checked(handler));
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
