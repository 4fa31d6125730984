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
          quantity | {"buyer":"ann","quantity":null}
          quantity | {"buyer":"ann","quantity":[1]}
          quantity | {"buyer":"ann","quantity":{}}
          quantity | {"buyer":"ann","quantity":-0}
          quantity | {"buyer":"ann","quantity":1.0}
          quantity | {"buyer":"ann","quantity":1e2}
          quantity | {"buyer":"ann","quantity":-1e400}
          quantity | {"buyer":"ann","quantity":9223372036854775807}
          quantity | {"buyer":"ann","quantity":9223372036854775808}
          quantity | {"buyer":"ann","quantity":4294967297}
          buyer    | {"buyer":["ann"],"quantity":1}
          buyer    | {"buyer":{"name":"ann"},"quantity":1}
          buyer    | {"buyer":"a\\u0000b","quantity":1}
          buyer    | {"buyer":"a\\u007Fb","quantity":1}
          buyer    | {"buyer":"\\ud800","quantity":1}
          buyer    | {"buyer":"\\ud83d\\ude00","quantity":1}
          Buyer    | {"Buyer":"ann","quantity":1}
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
        "\"text\"",
        "7",
        "{\"buyer\":\"ann\",\"quantity\":1}x",
        "{\"buyer\":\"ann\",\"quantity\":1}{}",
        "{\"buyer\":\"ann\",\"quantity\":1,}",
        "{\"buyer\":\"ann\",\"quantity\":01}",
        "{\"buyer\":\"ann\",\"quantity\":+1}",
        "{\"buyer\":\"ann\",\"quantity\":0x1}",
        "{\"buyer\":\"ann\",\"quantity\":NaN}",
        "{\"buyer\":\"ann\",\"quantity\":Infinity}",
        "{'buyer':'ann','quantity':1}",
        "{buyer:\"ann\",quantity:1}",
        "{\"buyer\":\"ann\",/* all */\"quantity\":1}",
        "{\"buyer\":\"a\nb\",\"quantity\":1}",
        "{\"buyer\":\"\\x\",\"quantity\":1}",
        "{\"buyer\":\"\\u12\",\"quantity\":1}",
        "{\"\\ud800\":1}",
        "buyer=ann&quantity=1"
      })
  default void purchase_whoseBodyIsNoJsonObject_is400(String body) {
    client().send(client().purchase("tee", "k1", body)).isProblem(400, "invalid-request");
  }

  @Test
  default void purchase_withAMemberTwice_is400NamingIt() {
    String twice = "{\"buyer\":\"ann\",\"quantity\":1,\"quantity\":2}";
    Answer answer =
        client().send(client().purchase("tee", "k1", twice)).isProblem(400, "invalid-request");
    assertThat(answer.text("detail")).contains("quantity");
  }

  @Test
  default void purchase_whoseBodyIsDeepOrLong_is400() {
    String deep = "{\"buyer\":" + "[".repeat(900);
    String name = "{\"" + "n".repeat(900) + "\":1}";
    String digits = "{\"buyer\":\"ann\",\"quantity\":" + "9".repeat(900) + "}";
    for (String body : List.of(deep, name, digits)) {
      Answer answer =
          client().send(client().purchase("tee", "k1", body)).isProblem(400, "invalid-request");
      assertThat(answer.body()).hasSizeLessThan(1_000);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00ef\u00bb\u00bf{}",
        "{\"buyer\":\"\u00c0\u0080\",\"quantity\":1}",
        "{\"buyer\":\"\u00ed\u00a0\u0080\",\"quantity\":1}",
        "{\"buyer\":\"\u00ff\",\"quantity\":1}",
        "\u0000{\u0000}",
        "\u0000"
      })
  default void purchase_whoseBytesAreNoJsonText_is400(String bytes) {
    HttpRequest.Builder request =
        client()
            .purchase("tee")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "k1")
            .POST(BodyPublishers.ofByteArray(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    client().send(request).isProblem(400, "invalid-request");
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
  @ValueSource(
      strings = {
        "text/plain",
        "application/json; charset=latin1",
        "application/json; charset=utf-16",
        "application/json-patch+json",
        "application/jsonx",
        "application/xml",
        "application",
        "*/*",
        ""
      })
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
  default void purchase_ofTwoMediaTypes_is415() {
    HttpRequest.Builder request =
        client().purchase("tee", "k1", "{}").header("Content-Type", "application/json");
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
    client().decision(client().send(request)).has(201);
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
