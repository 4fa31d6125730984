package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products: creating and seeing them. */
interface ProductRows extends SystemUnderTest {
  @Test
  default void product_created_isFoundAndListed() {
    String sku = Client.fresh("tee");
    Answer created =
        client()
            .create(
                """
                {"sku":"%s","name":"Té ✓","price":1999,"stock":7,"perBuyer":2,
                 "opensAt":"2020-01-01T01:00:00+01:00","closesAt":"2099-01-01T00:00:00Z"}\
                """
                    .formatted(sku))
            .has(201);
    assertThat(created.header("Location")).contains("/api/products/" + sku);
    Answer found = client().get("/api/products/" + sku).has(200);
    assertThat(found.header("Content-Type")).contains("application/json");
    assertThat(found.json()).isEqualTo(created.json());
    assertThat(found.body())
        .isEqualTo(
            """
            {"sku":"%s","name":"Té ✓","price":1999,"stock":7,"supplied":7,"held":0,"sold":0,\
            "perBuyer":2,"saleState":"open","opensAt":"2020-01-01T00:00:00Z","closesAt":"2099-01-01T00:00:00Z"}\
            """
                .formatted(sku));
    assertThat(client().get("/api/products").has(200).json().path("products"))
        .contains(found.json());
  }

  @Test
  default void product_ofASkuThatExists_is409AndUnchanged() {
    String sku = client().product(5, 1);
    client()
        .create(
            """
            {"sku":"%s","name":"Other","price":1,"stock":900,"perBuyer":9}\
            """
                .formatted(sku))
        .isProblem(409, "product-exists");
    assertThat(client().get("/api/products/" + sku).json().path("stock").asInt()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer wrong-token", "Bearer", "Basic YWRtaW46YWRtaW4="})
  default void product_createdWithoutTheToken_is401(String authorization) {
    HttpRequest.Builder request =
        client()
            .request("/api/products")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    Answer answer = client().send(request).isProblem(401, "unauthorized");
    assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sku      | {"name":"T","price":1,"stock":1,"perBuyer":1}
          sku      | {"sku":"a b","name":"T","price":1,"stock":1,"perBuyer":1}
          sku      | {"sku":7,"name":"T","price":1,"stock":1,"perBuyer":1}
          name     | {"sku":"x","name":"","price":1,"stock":1,"perBuyer":1}
          name     | {"sku":"x","name":" \\u2003","price":1,"stock":1,"perBuyer":1}
          name     | {"sku":"x","name":"a\\u0000b","price":1,"stock":1,"perBuyer":1}
          name     | {"sku":"x","name":"a\\ud800b","price":1,"stock":1,"perBuyer":1}
          name     | {"sku":"x","name":["T"],"price":1,"stock":1,"perBuyer":1}
          price    | {"sku":"x","name":"T","price":1000000000001,"stock":1,"perBuyer":1}
          price    | {"sku":"x","name":"T","price":9223372036854775808,"stock":1,"perBuyer":1}
          price    | {"sku":"x","name":"T","price":1e400,"stock":1,"perBuyer":1}
          price    | {"sku":"x","name":"T","price":19.99,"stock":1,"perBuyer":1}
          price    | {"sku":"x","name":"T","price":-1,"stock":1,"perBuyer":1}
          price    | {"sku":"x","name":"T","price":"1","stock":1,"perBuyer":1}
          stock    | {"sku":"x","name":"T","price":1,"stock":-1,"perBuyer":1}
          stock    | {"sku":"x","name":"T","price":1,"stock":1000000001,"perBuyer":1}
          perBuyer | {"sku":"x","name":"T","price":1,"stock":1,"perBuyer":0}
          perBuyer | {"sku":"x","name":"T","price":1,"stock":1,"perBuyer":null}
          opensAt  | {"sku":"x","name":"T","price":1,"stock":1,"perBuyer":1,"opensAt":"soon"}
          opensAt  | {"sku":"x","name":"T","price":1,"stock":1,"perBuyer":1,"opensAt":"2026-01-01"}
          opensAt  | {"sku":"x","name":"T","price":1,"stock":1,"perBuyer":1,"opensAt":1767225600}
          opensAt  | {"sku":"x","name":"T","price":1,"stock":1,"perBuyer":1,"opensAt":"1969-12-31T23:59:59Z"}
          opensAt  | {"sku":"x","name":"T","price":1,"stock":1,"perBuyer":1,"opensAt":"+999999999-12-31T23:59:59Z"}
          opensAt  | {"sku":"x","name":"T","price":1,"stock":1,"perBuyer":1,"opensAt":"2026-02-30T00:00:00Z"}
          closesAt | {"sku":"x","name":"T","price":1,"stock":1,"perBuyer":1,"opensAt":"2026-01-01T00:00:00Z","closesAt":"2026-01-01T00:00:00Z"}
          colour   | {"sku":"x","name":"T","price":1,"stock":1,"perBuyer":1,"colour":"red"}
          """)
  default void product_thatIsNotValid_is400NamingTheField(String field, String json) {
    Answer answer = client().create(json).isProblem(400, "invalid-request");
    assertThat(answer.text("field")).isEqualTo(field);
  }

  @Test
  default void product_ofALongNameInAnyScript_keepsIt() {
    for (String name : List.of("\ud83d\udc55".repeat(200), "T\u00e9\u4e2d\u0627")) {
      String sku = Client.fresh("tee");
      client()
          .create(
              """
              {"sku":"%s","name":"%s","price":1,"stock":1,"perBuyer":1}\
              """
                  .formatted(sku, name))
          .has(201);
      assertThat(client().get("/api/products/" + sku).text("name")).isEqualTo(name);
    }
  }

  @Test
  default void product_thatIsNone_is404() {
    client().get("/api/products/" + Client.fresh("none")).isProblem(404, "product-not-found");
  }
}
