package flashsalelab.balancer.forward;

import java.nio.charset.StandardCharsets;

/**
 * Why the balancer answers a request itself: an RFC 9457 problem.
 *
 * @param name the last segment of the {@code type} /problems/&lt;name&gt;
 * @param detail what happened in this case, and what to do
 * @param retryAfterSeconds value of Retry-After; 0 for none
 */
record Problem(int status, String name, String title, String detail, int retryAfterSeconds) {
  private static final int RETRY_AFTER_SECONDS = 1;

  /** RFC 9112 sections 2.2, 3.2, 5 and 6.3. */
  static Problem badRequest(String detail) {
    return of(400, "bad-request", "Bad request", detail);
  }

  /** RFC 9110 section 15.5.9. */
  static Problem requestTimeout(String detail) {
    return of(408, "request-timeout", "Request timeout", detail);
  }

  /** RFC 9110 section 15.5.14. */
  static Problem contentTooLarge(long limit) {
    return of(
        413,
        "content-too-large",
        "Content too large",
        "The body is larger than " + limit + " bytes.");
  }

  /** RFC 9110 section 15.5.15. */
  static Problem uriTooLong(int limit) {
    return of(
        414,
        "uri-too-long",
        "URI too long",
        "The request line is longer than " + limit + " bytes.");
  }

  /** RFC 6585 section 5. */
  static Problem headTooLarge(int limit) {
    return of(
        431,
        "head-too-large",
        "Request header fields too large",
        "The head is larger than " + limit + " bytes.");
  }

  /** RFC 9110 section 15.6.2. */
  static Problem notImplemented(String detail) {
    return of(501, "not-implemented", "Not implemented", detail);
  }

  /** RFC 9110 section 15.6.3. */
  static Problem badGateway(String detail) {
    return of(502, "bad-gateway", "Bad gateway", detail);
  }

  /** RFC 9110 section 15.6.4. */
  static Problem unavailable(String detail) {
    return new Problem(
        503, "upstream-unavailable", "Service unavailable", detail, RETRY_AFTER_SECONDS);
  }

  /** RFC 9110 section 15.6.5. */
  static Problem gatewayTimeout(String detail) {
    return of(504, "gateway-timeout", "Gateway timeout", detail);
  }

  /** RFC 9110 section 15.6.6. */
  static Problem versionNotSupported(String version) {
    return of(
        505,
        "version-not-supported",
        "HTTP version not supported",
        version + " is not HTTP/1.1 or HTTP/1.0.");
  }

  private static Problem of(int status, String name, String title, String detail) {
    return new Problem(status, name, title, detail, 0);
  }

  /** The problem+json document in UTF-8. */
  byte[] toJson() {
    return """
    {"type":"/problems/%s","title":"%s","status":%d,"detail":"%s"}\
    """
        .formatted(escape(name), escape(title), status, escape(detail))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < ' ') {
        escaped.append("\\u%04x".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
