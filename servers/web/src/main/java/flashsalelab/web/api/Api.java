package flashsalelab.web.api;

import static flashsalelab.web.http.Route.Access.ADMIN;
import static flashsalelab.web.http.Route.Body.JSON;

import flashsalelab.sale.Causes;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.Sale;
import flashsalelab.sale.redis.RedisFailures;
import flashsalelab.web.config.EdgeSettings;
import flashsalelab.web.http.ApiAnswer;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Problem;
import flashsalelab.web.http.Route;
import flashsalelab.web.http.Router;
import flashsalelab.web.live.LiveUpdates;
import flashsalelab.web.metrics.EdgeMetrics;
import flashsalelab.web.protection.Admission;
import flashsalelab.web.protection.BuyerRates;
import flashsalelab.web.protection.Turn;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP contract of the sale, which every edge serves alike. An edge finds the route, asks
 * {@link #refusal} before it reads the body, then {@link #begin} and {@link #serve} with it, and
 * ends the turn when it is about to write the answer.
 *
 * <p>Nothing here blocks. Stages complete on whatever thread the sale's do.
 */
public final class Api {
  private static final Logger LOG = LoggerFactory.getLogger(Api.class);

  private static final int DISCARDED = 65_536;

  private final EdgeSettings.Limits limits;
  private final EdgeMetrics metrics;
  private final Refusals refusals;
  private final Admission admission;
  private final AdminAccess admin;
  private final List<Route> routes;
  private final Route purchase;
  private final Router router;

  /**
   * @param ready whether the process can serve now; its stage never fails
   */
  public Api(
      EdgeSettings settings,
      Sale sale,
      LiveUpdates live,
      BackOffice office,
      EdgeMetrics metrics,
      Supplier<CompletionStage<Boolean>> ready) {
    this.limits = settings.limits();
    this.metrics = metrics;
    this.refusals = new Refusals(limits.retryAfter());
    this.admin = new AdminAccess(settings.adminToken());
    this.admission = new Admission(settings.protection(), limits.inFlight());
    metrics.watch(admission);
    BuyerRates rates = new BuyerRates(settings.protection());
    SaleRoutes table =
        new SaleRoutes(
            sale, live, settings.live().longestWait(), office, rates, refusals, metrics, ready);
    this.purchase = table.purchase();
    this.routes = table.all();
    this.router = new Router(routes);
  }

  /** An order as it is answered: a JSON object in one line. */
  public static byte[] orderBody(OrderAnswer answer) {
    return Orders.body(answer);
  }

  /** The table of routes. */
  public List<Route> routes() {
    return routes;
  }

  /** Finds the route of a request. */
  public Router router() {
    return router;
  }

  /** The longest body that is read, in bytes. */
  public int longestBody() {
    return limits.bodyBytes();
  }

  /**
   * How many bytes are read and discarded of a body that is longer than {@link #longestBody}. A
   * connection that is closed with bytes unread is reset, and whoever still sends may never see the
   * answer (RFC 9112, 9.6).
   */
  public int discardedBody() {
    return DISCARDED;
  }

  /** What is counted, and which threads do the work. */
  public EdgeMetrics metrics() {
    return metrics;
  }

  /**
   * Why a request is refused before its body is read, if it is.
   *
   * @param headers the values of a field, by its name
   * @param contentLength as it was announced; negative if it was not
   */
  public Optional<ApiResponse> refusal(
      Route route, Function<String, List<String>> headers, long contentLength) {
    return refused(route, headers, contentLength).map(response -> counted(route, response));
  }

  private Optional<ApiResponse> refused(
      Route route, Function<String, List<String>> headers, long contentLength) {
    if (purchase.equals(route) && !admission.hasRoom()) {
      return Optional.of(refusals.overloaded());
    }
    if (route.access() == ADMIN && !admin.granted(headers)) {
      return Optional.of(AdminAccess.denied());
    }
    if (route.body() == JSON && !JsonMedia.accepted(headers)) {
      return Optional.of(JsonMedia.refused());
    }
    return contentLength > (long) limits.bodyBytes() + DISCARDED
        ? Optional.of(tooLarge())
        : Optional.empty();
  }

  /** The answer to a body that turns out longer than {@link #longestBody}. */
  public ApiResponse bodyTooLarge(Route route) {
    return counted(route, tooLarge());
  }

  /** The answer to a body that does not arrive whole; the connection is of no more use. */
  public ApiResponse bodyFailed(Route route, Throwable failure) {
    ApiResponse answer =
        Causes.any(failure, TimeoutException.class::isInstance)
            ? Problem.REQUEST_TIMEOUT.response("The body did not arrive in time.")
            : Problem.INVALID_REQUEST.response("The body could not be read to its end.");
    return counted(route, answer.with("Connection", "close"));
  }

  /** What was not read of the body is in the way of a next request. */
  private ApiResponse tooLarge() {
    return Problem.PAYLOAD_TOO_LARGE
        .response("The body may have at most %d bytes.".formatted(limits.bodyBytes()))
        .with("Connection", "close");
  }

  /** The answer to a request that has no route. */
  public ApiResponse unmatched(Router.Unmatched match) {
    return switch (match) {
      case Router.MethodNotAllowed(String allow) ->
          Problem.METHOD_NOT_ALLOWED
              .response("The methods allowed here are %s.".formatted(allow))
              .with("Allow", allow);
      case Router.NotFound() -> Problem.NOT_FOUND.response("There is nothing at this path.");
    };
  }

  /** Lets a request that has arrived whole into the edge, or not, as {@link #serve} then says. */
  public Turn begin(Route route) {
    return purchase.equals(route) ? admission.enter() : Turn.UNCOUNTED;
  }

  /**
   * Answers a request. The stage never fails.
   *
   * @param turn the request's own, which the edge ends when it is about to write the answer
   */
  public CompletionStage<ApiAnswer> serve(Route route, ApiRequest request, Turn turn) {
    long start = System.nanoTime();
    metrics.threads().handling();
    if (!turn.admitted()) {
      return CompletableFuture.completedFuture(counted(route, refusals.overloaded()));
    }
    return handled(route, request)
        .handle((response, failure) -> {
          ApiAnswer answer = failure == null ? response : failed(route, failure);
          metrics.answered(route, answer.status(), System.nanoTime() - start);
          return counted(route, answer);
        });
  }

  private static CompletionStage<? extends ApiAnswer> handled(Route route, ApiRequest request) {
    try {
      return route.handler().handle(request);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private ApiResponse failed(Route route, Throwable failure) {
    if (RedisFailures.isAway(failure)) {
      LOG.debug("{} {}: {}", route.method(), route.template(), failure.toString());
      return refusals.storeAway();
    }
    LOG.error("{} {} failed", route.method(), route.template(), failure);
    return Problem.INTERNAL_ERROR.response("The server failed; its log tells why.");
  }

  private <T extends ApiAnswer> T counted(Route route, T answer) {
    if (purchase.equals(route) && answer instanceof ApiResponse response) {
      metrics.purchaseAnswered(response.label());
    }
    return answer;
  }
}
