package flashsalelab.payments.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;

/**
 * What is served.
 *
 * @param path in Javalin's form: {@code /charges/{key}}
 */
public record Route(HandlerType method, String path, Handler handler) {

  /** Makes the answer, on the request's own virtual thread; it may block. */
  @FunctionalInterface
  public interface Handler {
    /** The answer to this request. */
    Reply answer(Context request);
  }

  /** A GET. */
  public static Route get(String path, Handler handler) {
    return new Route(HandlerType.GET, path, handler);
  }

  /** A POST. */
  public static Route post(String path, Handler handler) {
    return new Route(HandlerType.POST, path, handler);
  }

  /** A PUT. */
  public static Route put(String path, Handler handler) {
    return new Route(HandlerType.PUT, path, handler);
  }
}
