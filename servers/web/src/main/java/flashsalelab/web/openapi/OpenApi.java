package flashsalelab.web.openapi;

import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The OpenAPI 3.1 document, as it lies beside this class. */
public final class OpenApi {
  /** Where it is served. */
  public static final String PATH = "/openapi.json";

  private static final String RESOURCE = "openapi.json";

  private final ApiResponse response = ApiResponse.json(200, "openapi", read());

  private static byte[] read() {
    try (InputStream document = OpenApi.class.getResourceAsStream(RESOURCE)) {
      if (document == null) {
        throw new IllegalStateException(
            "%s is missing beside %s; build servers/web anew".formatted(RESOURCE, OpenApi.class));
      }
      return document.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers with the document. */
  public CompletionStage<ApiResponse> document(ApiRequest request) {
    return CompletableFuture.completedFuture(response);
  }
}
