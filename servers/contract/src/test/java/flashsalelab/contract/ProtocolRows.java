package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders, paths, methods, heads and probes. */
interface ProtocolRows extends SystemUnderTest {
  @ParameterizedTest
  @ValueSource(strings = {"x", "tee~short", "tee~AAAAAAAAAAAAAAAAAAAAAA"})
  default void order_thatIsNone_is404(String id) {
    client().get("/api/orders/" + id).isProblem(404, "order-not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api", "/api/products/tee/", "/api/products/tee/nothing"})
  default void path_thatIsNone_is404(String path) {
    client().get(path).isProblem(404, "not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DELETE | /api/products               | GET, HEAD, POST
          PUT    | /api/products/tee           | GET, HEAD
          GET    | /api/products/tee/restocks  | POST
          POST   | /api/products/tee/sale      | PUT
          POST   | /api/orders/x               | DELETE, GET, HEAD
          GET    | /api/admin/reconciliations  | POST
          DELETE | /api/admin/dead-letters     | GET, HEAD
          GET    | /api/products/tee/purchases | POST
          POST   | /healthz                    | GET, HEAD
          """)
  default void method_thatIsNotAllowed_is405WithAllow(String method, String path, String allow) {
    Answer answer =
        client()
            .send(client().request(path).method(method, BodyPublishers.noBody()))
            .isProblem(405, "method-not-allowed");
    assertThat(answer.header("Allow")).contains(allow);
  }

  @Test
  default void head_ofAResource_isItsGetWithoutTheBody() {
    Answer head = client().send(client().request("/healthz").HEAD()).has(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Type")).contains("application/json");
  }

  @Test
  default void header_thatIsTooLarge_is431() {
    client()
        .send(client().request("/healthz").header("X-Large", "x".repeat(5_000)))
        .isProblem(431, "header-too-large");
  }

  @Test
  default void process_running_isAliveAndReady() {
    assertThat(client().get("/healthz").has(200).text("status")).isEqualTo("alive");
    assertThat(client().get("/readyz").has(200).text("status")).isEqualTo("ready");
  }
}
