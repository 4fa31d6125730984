package flashsalelab.web.http;

import java.util.concurrent.CompletionStage;

/**
 * A route: what a method on a path does.
 *
 * @param method {@code GET}, {@code POST}, ...; HEAD is served by GET's route
 * @param template segments separated by slashes; {@code {name}} stands for any one segment
 * @param access who may use it
 */
public record Route(String method, String template, Access access, Handler handler) {

  /** Who may use a route. */
  public enum Access {
    ANYONE,
    /** Whoever carries the admin token. */
    ADMIN
  }

  /** Answers requests; never blocks. A stage that fails is answered as a failure of the server. */
  @FunctionalInterface
  public interface Handler {
    /** The answer. */
    CompletionStage<ApiResponse> handle(ApiRequest request);
  }

  /** Whether a request must have a JSON body. */
  public boolean takesBody() {
    return method.equals("POST") || method.equals("PUT");
  }
}
