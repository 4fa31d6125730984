package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The OpenAPI document is true. Every answer in every row is held against it by the client; here is
 * what takes all operations, and that nothing stands in it that no row has seen.
 */
interface DocumentRows extends PaidSystem {
  /** Too slow a client is played on a socket, by {@link SlowClientContract}. */
  Set<String> SEEN_ELSEWHERE = Set.of("408");

  private static List<OpenApiDocument.Operation> operations() {
    return OpenApiDocument.read().operations();
  }

  /** A request for an operation that is refused for nothing but what a row then adds. */
  private HttpRequest.Builder request(OpenApiDocument.Operation operation, String body) {
    return client()
        .admin(operation.path())
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", "k1")
        .method(operation.method(), BodyPublishers.ofString(body));
  }

  @Test
  default void document_isServedAsItIs() {
    Answer answer = client().get("/openapi.json").has(200);
    assertThat(answer.body()).isEqualTo(OpenApiDocument.read().text());
  }

  @Test
  default void operation_withALongBody_is413() {
    for (OpenApiDocument.Operation operation : operations()) {
      client().send(request(operation, "x".repeat(2_000))).isProblem(413, "payload-too-large");
    }
  }

  @Test
  default void operation_withALargeHead_is431() {
    for (OpenApiDocument.Operation operation : operations()) {
      client()
          .send(request(operation, "").header("X-Large", "x".repeat(5_000)))
          .isProblem(431, "header-too-large");
    }
  }

  @Test
  default void operation_whoseBodyCannotBeRead_is400() {
    for (OpenApiDocument.Operation operation : operations()) {
      String text =
          String.join(
              "\r\n",
              "%s %s HTTP/1.1".formatted(operation.method(), operation.path()),
              "Host: test",
              "Authorization: " + client().authorization(),
              "Content-Type: application/json",
              "Idempotency-Key: k1",
              "Transfer-Encoding: chunked",
              "",
              "zz\r\n");
      String answer = RawRequest.send(client().base(), text);
      assertThat(answer).as(operation.toString()).startsWith("HTTP/1.1 400").contains("/problems/");
      client().conformance().see(operation, 400);
    }
  }

  @Test
  default void operation_ofAnAdmin_withoutTheToken_is401() {
    for (OpenApiDocument.Operation operation : operations()) {
      HttpRequest.Builder request =
          client()
              .request(operation.path())
              .header("Content-Type", "application/json")
              .method(operation.method(), BodyPublishers.ofString("{}"));
      int status = client().send(request).status();
      assertThat(status == 401).as(operation.toString()).isEqualTo(operation.isForAdmins());
    }
  }

  @Test
  default void operation_thatTakesJson_withAnotherType_is415() {
    for (OpenApiDocument.Operation operation : operations()) {
      HttpRequest.Builder request =
          client()
              .admin(operation.path())
              .header("Content-Type", "text/plain")
              .method(operation.method(), BodyPublishers.ofString("{}"));
      int status = client().send(request).status();
      assertThat(status == 415).as(operation.toString()).isEqualTo(operation.takesJson());
    }
  }

  /** But a purchase, which is a row of each pattern. */
  @Test
  default void operation_onTheStore_whileItStalls_is503() {
    payments()
        .stalled(() -> {
          List<CompletableFuture<Answer>> answers =
              operations().stream()
                  .filter(operation -> operation.documents(503) && !isPurchase(operation))
                  .map(operation -> client().sendAsync(request(operation, body(operation))))
                  .toList();
          for (CompletableFuture<Answer> answer : answers) {
            answer.join().isProblem(503, "unavailable");
          }
        });
  }

  private static boolean isPurchase(OpenApiDocument.Operation operation) {
    return operation.path().endsWith("/purchases");
  }

  private static String body(OpenApiDocument.Operation operation) {
    String path = operation.path();
    if (path.endsWith("/restocks")) {
      return "{\"quantity\":1}";
    } else if (path.endsWith("/sale")) {
      return "{\"state\":\"open\"}";
    }
    return operation.takesJson()
        ? "{\"sku\":\"stalled\",\"name\":\"Tee\",\"price\":1,\"stock\":1,\"perBuyer\":1}"
        : "";
  }

  /** Last, because it asks what all the other rows have seen: it fails if it is run alone. */
  @Test
  @Order(Integer.MAX_VALUE)
  default void document_saysNothingThatNoRowHasSeen() {
    assertThat(client().conformance().unseen(SEEN_ELSEWHERE)).isEmpty();
  }
}
