package flashsalelab.web.http;

import java.util.concurrent.CompletionStage;

/**
 * A route: what a method on a path does.
 *
 * @param method {@code GET}, {@code POST}, ...; HEAD is served by GET's route
 * @param template segments separated by slashes; {@code {name}} stands for any one segment
 * @param access who may use it
 * @param body what its requests carry
 */
public record Route(String method, String template, Access access, Body body, Handler handler) {

  /** Who may use a route. */
  public enum Access {
    ANYONE,
    /** Whoever carries the admin token. */
    ADMIN
  }

  /** What the requests of a route carry. */
  public enum Body {
    /** Nothing that matters: a body may be absent, and one that is sent is read and not used. */
    NONE,
    /** A JSON object. */
    JSON
  }

  /** Answers requests; never blocks. A stage that fails is answered as a failure of the server. */
  @FunctionalInterface
  public interface Handler {
    /** The answer. */
    CompletionStage<? extends ApiAnswer> handle(ApiRequest request);
  }
}
