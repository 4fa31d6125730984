package flashsalelab.web.api;

import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Problem;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The one media type of request bodies: JSON in UTF-8, not encoded further. */
final class JsonMedia {
  private static final Pattern JSON =
      Pattern.compile("application/json(\\s*;\\s*charset\\s*=\\s*\"?utf-8\"?)?\\s*");

  private JsonMedia() {}

  static boolean accepted(Function<String, List<String>> headers) {
    String type = ApiRequest.single(headers, "Content-Type");
    return type != null
        && (type.equals(ApiResponse.JSON) || JSON.matcher(type.toLowerCase(Locale.ROOT)).matches())
        && headers.apply("Content-Encoding").isEmpty();
  }

  static ApiResponse refused() {
    return Problem.UNSUPPORTED_MEDIA_TYPE
        .response("Send JSON in UTF-8 with Content-Type: application/json and no encoding.")
        .with("Accept", ApiResponse.JSON);
  }
}
