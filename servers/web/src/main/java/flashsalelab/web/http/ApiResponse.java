package flashsalelab.web.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A whole response. Immutable, if nobody changes the body's array. */
public final class ApiResponse implements ApiAnswer {
  /** The media type of answers that are no problem. */
  public static final String JSON = "application/json";

  private final int status;
  private final String label;
  private final String contentType;
  private final List<Header> headers;
  private final byte[] body;

  /** A header field. */
  public record Header(String name, String value) {}

  private ApiResponse(
      int status, String label, String contentType, List<Header> headers, byte[] body) {
    this.status = status;
    this.label = label;
    this.contentType = contentType;
    this.headers = headers;
    this.body = body;
  }

  /**
   * A response.
   *
   * @param label what it says, in one word, for the metrics
   */
  public static ApiResponse of(int status, String label, String contentType, byte[] body) {
    return new ApiResponse(status, label, contentType, List.of(), body);
  }

  /** A response with a JSON body. */
  public static ApiResponse json(int status, String label, byte[] body) {
    return of(status, label, JSON, body);
  }

  /** A response with a text as its body. */
  public static ApiResponse text(int status, String label, String contentType, String body) {
    return of(status, label, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A response that has no body and tells nothing of one. */
  public static ApiResponse bodiless(int status, String label) {
    return of(status, label, "", new byte[0]);
  }

  /** This response with one more header field. */
  public ApiResponse with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new ApiResponse(status, label, contentType, List.copyOf(more), body);
  }

  /** This response as the repetition of an earlier one, marked and labelled so. */
  public ApiResponse replayed() {
    ApiResponse marked = with("Idempotency-Replayed", "true");
    return new ApiResponse(status, "replayed", contentType, marked.headers, body);
  }

  @Override
  public int status() {
    return status;
  }

  /** What it says, in one word, for the metrics. */
  public String label() {
    return label;
  }

  /** Whether it has a body, be it an empty one. */
  public boolean hasBody() {
    return !contentType.isEmpty();
  }

  /** The media type of the body. */
  public String contentType() {
    return contentType;
  }

  /** The fields beside Content-Type and Content-Length. */
  public List<Header> headers() {
    return headers;
  }

  /** The body's bytes. */
  public byte[] body() {
    return body;
  }
}
