package flashsalelab.web.http;

/** What a request is answered with: at once as a whole, or with a stream that goes on. */
public sealed interface ApiAnswer permits ApiResponse, ApiStream {

  /** The status code. */
  int status();
}
