package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Purchases that are not what the contract takes. */
interface StrictInputRows extends SystemUnderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          buyer    | {"quantity":1}
          buyer    | {"buyer":null,"quantity":1}
          buyer    | {"buyer":"","quantity":1}
          buyer    | {"buyer":"a b","quantity":1}
          buyer    | {"buyer":"é","quantity":1}
          buyer    | {"buyer":7,"quantity":1}
          buyer    | {"buyer":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","quantity":1}
          quantity | {"buyer":"ann"}
          quantity | {"buyer":"ann","quantity":0}
          quantity | {"buyer":"ann","quantity":-1}
          quantity | {"buyer":"ann","quantity":1001}
          quantity | {"buyer":"ann","quantity":1.5}
          quantity | {"buyer":"ann","quantity":1e400}
          quantity | {"buyer":"ann","quantity":"1"}
          quantity | {"buyer":"ann","quantity":99999999999999999999999}
          quantity | {"buyer":"ann","quantity":true}
          extra    | {"buyer":"ann","quantity":1,"extra":1}
          """)
  default void purchase_thatIsNotValid_is400NamingTheField(String field, String json) {
    String sku = client().product(5, 5);
    Answer answer =
        client().send(client().purchase(sku, "k1", json)).isProblem(400, "invalid-request");
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(redis("GET sale:{%s}:stock".formatted(sku))).isEqualTo("5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"buyer\":\"ann\",\"quantity\":1}x",
        "{\"buyer\":\"ann\",\"quantity\":1,\"quantity\":2}",
        "buyer=ann&quantity=1"
      })
  default void purchase_whoseBodyIsNoJsonObject_is400(String body) {
    client().send(client().purchase("tee", "k1", body)).isProblem(400, "invalid-request");
  }

  @Test
  default void purchase_whoseBodyIsNotUtf8_is400() {
    byte[] latin1 = "{\"buyer\":\"é\",\"quantity\":1}".getBytes(StandardCharsets.ISO_8859_1);
    HttpRequest.Builder request =
        client()
            .purchase("tee")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "k1")
            .POST(BodyPublishers.ofByteArray(latin1));
    assertThat(client().send(request).isProblem(400, "invalid-request").text("detail"))
        .contains("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"})
  default void purchase_withAKeyThatIsNotValid_is400NamingTheField(String key) {
    Answer answer =
        client()
            .send(client().purchase("tee", key, "{\"buyer\":\"ann\",\"quantity\":1}"))
            .isProblem(400, "invalid-request");
    assertThat(answer.text("field")).isEqualTo("Idempotency-Key");
  }

  @Test
  default void purchase_withNoKeyOrTwo_is400NamingTheField() {
    HttpRequest.Builder none =
        client()
            .purchase("tee")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"buyer\":\"ann\",\"quantity\":1}"));
    HttpRequest.Builder two =
        none.copy().header("Idempotency-Key", "k1").header("Idempotency-Key", "k2");
    for (HttpRequest.Builder request : List.of(none, two)) {
      Answer answer = client().send(request).isProblem(400, "invalid-request");
      assertThat(answer.text("field")).isEqualTo("Idempotency-Key");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/json; charset=latin1", "application/xml", ""})
  default void purchase_ofAnotherMediaType_is415(String type) {
    HttpRequest.Builder request =
        client()
            .purchase("tee")
            .header("Idempotency-Key", "k1")
            .POST(BodyPublishers.ofString("{\"buyer\":\"ann\",\"quantity\":1}"));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    client().send(request).isProblem(415, "unsupported-media-type");
  }

  @Test
  default void purchase_withAnEncodedBody_is415() {
    HttpRequest.Builder request = client().purchase("tee", "k1", "{}");
    client()
        .send(request.header("Content-Encoding", "gzip"))
        .isProblem(415, "unsupported-media-type");
  }

  @Test
  default void purchase_inJsonWithACharset_isAccepted() {
    String sku = client().product(5, 1);
    HttpRequest.Builder request =
        client()
            .purchase(sku)
            .header("Content-Type", "Application/JSON;charset=UTF-8")
            .header("Idempotency-Key", "k1")
            .POST(BodyPublishers.ofString("{\"buyer\":\"ann\",\"quantity\":1}"));
    client().send(request).has(201);
  }

  @Test
  default void purchase_withALongBody_is413() {
    String longBody = "{\"buyer\":\"" + "a".repeat(2_000) + "\"}";
    client().send(client().purchase("tee", "k1", longBody)).isProblem(413, "payload-too-large");
    byte[] bytes = longBody.getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder chunked =
        client()
            .purchase("tee")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "k1")
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(List.of(bytes))));
    client().send(chunked).isProblem(413, "payload-too-large");
  }
}
