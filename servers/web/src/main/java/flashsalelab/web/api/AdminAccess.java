package flashsalelab.web.api;

import flashsalelab.sale.settings.Secret;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Function;

/** The bearer token (RFC 6750) of admin calls, compared in constant time. */
final class AdminAccess {
  private static final String SCHEME = "Bearer ";

  private final byte[] token;

  AdminAccess(Secret token) {
    this.token = token.value().getBytes(StandardCharsets.UTF_8);
  }

  boolean granted(Function<String, List<String>> headers) {
    String value = ApiRequest.single(headers, "Authorization");
    return value != null
        && value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(
            token, value.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
  }

  static ApiResponse denied() {
    return Problem.UNAUTHORIZED
        .response("Send the admin token in the field Authorization: Bearer <token>.")
        .with("WWW-Authenticate", "Bearer");
  }
}
