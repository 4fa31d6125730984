package flashsalelab.web.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A response.
 *
 * @param label what it says, in one word, for the metrics
 * @param contentType of the body
 * @param headers beside Content-Type and Content-Length
 */
public record ApiResponse(
    int status, String label, String contentType, List<Header> headers, byte[] body) {
  /** The media type of answers that are no problem. */
  public static final String JSON = "application/json";

  /** A header field. */
  public record Header(String name, String value) {}

  /** A response with a JSON body. */
  public static ApiResponse json(int status, String label, byte[] body) {
    return new ApiResponse(status, label, JSON, List.of(), body);
  }

  /** A response with a text as its body. */
  public static ApiResponse text(int status, String label, String contentType, String body) {
    return new ApiResponse(
        status, label, contentType, List.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  /** This response with one more header field. */
  public ApiResponse with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new ApiResponse(status, label, contentType, List.copyOf(more), body);
  }

  /** This response under another label. */
  public ApiResponse labelled(String other) {
    return new ApiResponse(status, other, contentType, headers, body);
  }
}
