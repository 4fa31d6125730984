package flashsalelab.web.http;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request as a handler sees it, body and all. Immutable, if nobody changes the body's array. */
public final class ApiRequest {
  private final Map<String, String> parameters;
  private final Function<String, List<String>> headers;
  private final byte[] body;

  /**
   * @param parameters the decoded values of the path template's names
   * @param headers the values of a field, by its name in any case; none if it is absent
   * @param body empty if there is none
   */
  public ApiRequest(
      Map<String, String> parameters, Function<String, List<String>> headers, byte[] body) {
    this.parameters = parameters;
    this.headers = headers;
    this.body = body;
  }

  /** A value of the path; every name of the route's template has one. */
  public String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no path parameter " + name);
    }
    return value;
  }

  /** The values of a field. */
  public List<String> header(String name) {
    return headers.apply(name);
  }

  /** The body's bytes. */
  public byte[] body() {
    return body;
  }

  /** The only value of a field; null if it is absent or there are several. */
  public static @Nullable String single(Function<String, List<String>> headers, String name) {
    List<String> values = headers.apply(name);
    return values.size() == 1 ? values.getFirst() : null;
  }
}
