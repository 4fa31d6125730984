package flashsalelab.web.api;

import flashsalelab.sale.BuyerId;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Problem;
import java.time.Duration;

/** Answers to whom it is told to come again, and when. */
final class Refusals {
  /** Rounds up to whole seconds. */
  private static final Duration ALMOST_A_SECOND = Duration.ofSeconds(1).minusNanos(1);

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

  /** One buyer sends more than they may. */
  ApiResponse tooManyRequests(BuyerId buyer, Duration delay) {
    long seconds = delay.plus(ALMOST_A_SECOND).toSeconds();
    return Problem.TOO_MANY_REQUESTS
        .response(
            "The buyer %s sends purchases too quickly. This one was not looked at; send it again in %d s."
                .formatted(buyer, seconds))
        .with("Retry-After", Long.toString(seconds));
  }

  ApiResponse overloaded() {
    return Problem.OVERLOADED
        .response(
            "More purchases are under way than this server can answer in time. Nothing is held; try again.")
        .with("Retry-After", retryAfter);
  }

  /** There is no place for another subscriber. */
  ApiResponse noPlace() {
    return Problem.OVERLOADED
        .response("This server can take no more subscribers, or is about to end; try again.")
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
