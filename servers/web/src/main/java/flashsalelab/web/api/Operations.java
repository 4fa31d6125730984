package flashsalelab.web.api;

import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Json;
import flashsalelab.web.metrics.EdgeMetrics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What whoever operates the process asks: is it alive, is it ready, what does it count. */
final class Operations {
  private static final byte[] ALIVE = Json.object(json -> json.text("status", "alive"));
  private static final byte[] READY = Json.object(json -> json.text("status", "ready"));

  private final Supplier<CompletionStage<Boolean>> ready;
  private final Refusals refusals;
  private final EdgeMetrics metrics;

  Operations(Supplier<CompletionStage<Boolean>> ready, Refusals refusals, EdgeMetrics metrics) {
    this.ready = ready;
    this.refusals = refusals;
    this.metrics = metrics;
  }

  CompletionStage<ApiResponse> alive(ApiRequest request) {
    return CompletableFuture.completedFuture(ApiResponse.json(200, "alive", ALIVE));
  }

  CompletionStage<ApiResponse> ready(ApiRequest request) {
    return ready
        .get()
        .thenApply(yes -> yes ? ApiResponse.json(200, "ready", READY) : refusals.notReady());
  }

  CompletionStage<ApiResponse> metrics(ApiRequest request) {
    return CompletableFuture.completedFuture(
        ApiResponse.text(200, "metrics", EdgeMetrics.CONTENT_TYPE, metrics.scrape()));
  }
}
