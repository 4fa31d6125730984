package flashsalelab.web.http;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * The problems that the contract knows, answered as problem+json (RFC 9457): the type is {@code
 * /problems/<name>}.
 */
public enum Problem {
  INVALID_REQUEST(400, "invalid", "The request is not valid"),
  UNAUTHORIZED(401, "unauthorized", "A valid token is required"),
  SALE_NOT_OPEN(403, "sale_not_open", "The sale is not open yet"),
  SALE_CLOSED(403, "sale_closed", "The sale is closed"),
  NOT_FOUND(404, "not_found", "There is no such resource"),
  PRODUCT_NOT_FOUND(404, "product_not_found", "There is no such product"),
  ORDER_NOT_FOUND(404, "order_not_found", "There is no such order"),
  DEAD_LETTER_NOT_FOUND(404, "dead_letter_not_found", "There is no such dead letter"),
  METHOD_NOT_ALLOWED(405, "method_not_allowed", "The method is not allowed here"),
  REQUEST_TIMEOUT(408, "request_timeout", "The request took too long to arrive"),
  PRODUCT_EXISTS(409, "product_exists", "There is a product of this sku"),
  SOLD_OUT(409, "sold_out", "Sold out"),
  LIMIT_REACHED(409, "limit_reached", "The limit per buyer is reached"),
  SUPPLY_LIMIT(409, "supply_limit", "More units would be supplied than a product may have"),
  ORDER_NOT_RESERVED(409, "order_not_reserved", "The order is not reserved"),
  ORDER_UNDECIDED(409, "order_undecided", "The purchase is not decided yet"),
  PAYLOAD_TOO_LARGE(413, "payload_too_large", "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "unsupported_media_type", "The body must be JSON"),
  KEY_REUSED(422, "key_reused", "The idempotency key was used with another body"),
  TOO_MANY_REQUESTS(429, "rate_limited", "The buyer sends too many requests"),
  HEADER_TOO_LARGE(431, "header_too_large", "The header is too large"),
  INTERNAL_ERROR(500, "internal_error", "The server failed"),
  UNAVAILABLE(503, "unavailable", "The sale is not available now"),
  QUEUE_FULL(503, "queue_full", "Too many purchases wait for a decision"),
  OVERLOADED(503, "overloaded", "Too many requests are under way");

  /** The media type of problems. */
  public static final String CONTENT_TYPE = "application/problem+json";

  private final int status;
  private final String label;
  private final String title;

  Problem(int status, String label, String title) {
    this.status = status;
    this.label = label;
    this.title = title;
  }

  /** The status it is answered with. */
  public int status() {
    return status;
  }

  /** The last part of its type. */
  public String typeName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** This problem with an explanation of the case at hand. */
  public ApiResponse response(String detail) {
    return response(detail, more -> {});
  }

  /** This problem with an explanation and further members. */
  public ApiResponse response(String detail, Consumer<Json> more) {
    byte[] body =
        Json.object(json -> {
          json.text("type", "/problems/" + typeName())
              .text("title", title)
              .number("status", status)
              .text("detail", detail);
          more.accept(json);
        });
    return ApiResponse.of(status, label, CONTENT_TYPE, body);
  }

  /** The problem that a server's own refusal with this status is. */
  public static Problem ofStatus(int status) {
    return switch (status) {
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 408 -> REQUEST_TIMEOUT;
      case 413 -> PAYLOAD_TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 431 -> HEADER_TOO_LARGE;
      case 503 -> OVERLOADED;
      case 500 -> INTERNAL_ERROR;
      default -> INVALID_REQUEST;
    };
  }
}
