package flashsalelab.web.api;

import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Problem;
import java.time.Duration;

/** Answers to whom it is told to come again, and when. */
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

  /** The store failed at something other than a purchase. */
  ApiResponse storeAway() {
    return Problem.UNAVAILABLE
        .response(
            "The store of the sale does not answer. A change may or may not have been made; the same may be sent again.")
        .with("Retry-After", retryAfter);
  }

  /** The order of a purchase whose outcome is not known (yet). */
  ApiResponse undecided() {
    return Problem.ORDER_UNDECIDED
        .response("Whether this order will be reserved is not known yet; try again.")
        .with("Retry-After", retryAfter);
  }

  ApiResponse overloaded() {
    return Problem.OVERLOADED
        .response("Too many purchases are under way. Nothing is held; try again.")
        .with("Retry-After", retryAfter);
  }

  ApiResponse queueFull() {
    return Problem.QUEUE_FULL
        .response(
            "As many purchases of this product as may wait for a decision are waiting. This one was not accepted and its key is not used; try again.")
        .with("Retry-After", retryAfter);
  }

  ApiResponse notReady() {
    return Problem.UNAVAILABLE
        .response("This server is not ready: its store is away, or it is about to end.")
        .with("Retry-After", retryAfter);
  }
}
