package flashsalelab.web.api;

import flashsalelab.sale.Order;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sale;
import flashsalelab.sale.Sku;
import flashsalelab.web.http.ApiAnswer;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.ApiStream;
import flashsalelab.web.http.ApiStream.Frames;
import flashsalelab.web.json.InvalidBodyException;
import flashsalelab.web.live.LiveUpdates;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Following a product's stock or an order, as server-sent events (WHATWG HTML, 9.2). */
final class Events {
  static final String STOCK = "/api/products/{sku}/events";
  static final String ORDER = "/api/orders/{id}/events";

  private static final long ANY = -1;
  private static final int LONGEST_ID = 18;

  /** Proxies that buffer answers let one pass that says so (X-Accel-Buffering). */
  private static final ApiResponse HEAD =
      ApiResponse.of(200, "events", "text/event-stream", new byte[0])
          .with("Cache-Control", "no-store")
          .with("X-Accel-Buffering", "no");

  private final Sale sale;
  private final LiveUpdates live;
  private final Refusals refusals;

  Events(Sale sale, LiveUpdates live, Refusals refusals) {
    this.sale = sale;
    this.live = live;
    this.refusals = refusals;
  }

  CompletionStage<ApiAnswer> stock(ApiRequest request) throws InvalidBodyException {
    Sku sku = Fields.sku(request);
    long after = lastEventId(request);
    if (live.follows(sku)) {
      return CompletableFuture.completedFuture(stream(live.stock(sku, after)));
    }
    return sale.offer(sku)
        .thenApply(
            offer -> offer.isPresent() ? stream(live.stock(sku, after)) : Products.notFound(sku));
  }

  CompletionStage<ApiAnswer> order(ApiRequest request) {
    long after = lastEventId(request);
    return Orders.id(request)
        .<CompletionStage<ApiAnswer>>map(
            id -> sale.order(id).thenApply(answer -> following(answer, after)))
        .orElseGet(() -> CompletableFuture.completedFuture(Orders.notFound()));
  }

  private ApiAnswer following(OrderAnswer answer, long after) {
    return switch (answer) {
      case OrderAnswer.NoSuchOrder none -> Orders.notFound();
      case OrderAnswer.Undecided(OrderId id) -> stream(live.order(id, after > 0 ? ANY : after));
      case OrderAnswer.Found(Order order) -> following(order, after);
    };
  }

  /** An id that is higher than the number of states is none of this order's. */
  private ApiAnswer following(Order order, long after) {
    int states = order.history().size();
    if (after == states && order.state().next().isEmpty()) {
      return ApiResponse.bodiless(204, "no_more_events");
    }
    return stream(live.order(order.id(), after > states ? ANY : after));
  }

  private ApiAnswer stream(Optional<Frames> frames) {
    return frames.isPresent() ? new ApiStream(HEAD, frames.get()) : refusals.noPlace();
  }

  /** Ids are numbers; another one is as if there were none. */
  private static long lastEventId(ApiRequest request) {
    String id = ApiRequest.single(request::header, "Last-Event-ID");
    boolean number =
        id != null
            && !id.isEmpty()
            && id.length() <= LONGEST_ID
            && id.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Long.parseLong(id) : ANY;
  }
}
