package flashsalelab.web.api;

import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Problem;
import java.time.Duration;

/**
 * Answers of an edge that cannot serve now. Nothing is held, and the client is told when to come
 * again.
 */
final class Refusals {
  private final String retryAfter;

  Refusals(Duration retryAfter) {
    this.retryAfter = Long.toString(retryAfter.toSeconds());
  }

  ApiResponse unavailable() {
    return Problem.UNAVAILABLE
        .response("The store of the sale does not answer. Nothing is held; try again.")
        .with("Retry-After", retryAfter);
  }

  ApiResponse overloaded() {
    return Problem.OVERLOADED
        .response("Too many purchases are under way. Nothing is held; try again.")
        .with("Retry-After", retryAfter);
  }

  ApiResponse notReady() {
    return Problem.UNAVAILABLE
        .response("This server is not ready: its store is away, or it is about to end.")
        .with("Retry-After", retryAfter);
  }
}
