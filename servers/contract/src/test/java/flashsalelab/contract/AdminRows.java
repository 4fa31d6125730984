package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What an admin alone may do: the token, payments that were given up, and reconciliation. */
interface AdminRows extends PaidSystem {
  String RECONCILIATIONS = "/api/admin/reconciliations";
  String DEAD_LETTERS = "/api/admin/dead-letters";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST | /api/products
          POST | /api/products/tee/restocks
          PUT  | /api/products/tee/sale
          GET  | /api/admin/dead-letters
          POST | /api/admin/dead-letters/tee~AAAAAAAAAAAAAAAAAAAAAA/retry
          POST | /api/admin/reconciliations
          """)
  default void adminCall_withoutTheToken_is401(String method, String path) {
    HttpRequest.Builder none =
        client()
            .request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.noBody());
    assertUnauthorized(none);
    for (String wrong : List.of("Bearer wrong-token", "Bearer", "Basic YWRtaW46YWRtaW4=")) {
      assertUnauthorized(none.copy().header("Authorization", wrong));
    }
    assertUnauthorized(
        client()
            .admin(path)
            .header("Authorization", "Bearer wrong-token")
            .method(method, BodyPublishers.noBody()));
  }

  private void assertUnauthorized(HttpRequest.Builder request) {
    Answer answer = client().send(request).isProblem(401, "unauthorized");
    assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
  }

  @Test
  default void deadLetter_retried_isBackInTheQueueOnce() {
    String sku = client().product(5, 1);
    String order = client().decided(sku, "ann", "k1", 1).has(201).text("order");
    String retry = DEAD_LETTERS + "/" + order + "/retry";
    post(retry).isProblem(404, "dead-letter-not-found");
    payments().giveUp(sku, order, Instant.ofEpochMilli(1767225600500L), "the gateway is away");
    Answer letters = client().send(client().admin(DEAD_LETTERS).GET()).has(200);
    assertThat(of(letters, "deadLetters", sku).toString())
        .isEqualTo(
            """
            {"order":"%s","sku":"%s","at":"2026-01-01T00:00:00.500Z","reason":"the gateway is away"}\
            """
                .formatted(order, sku));

    int waiting = payments().waiting(sku);
    assertThat(post(retry).has(202).body()).isEqualTo("{\"order\":\"%s\"}".formatted(order));
    assertThat(payments().waiting(sku)).isEqualTo(waiting + 1);
    post(retry).isProblem(404, "dead-letter-not-found");
    assertThat(client().send(client().admin(DEAD_LETTERS).GET()).body()).doesNotContain(order);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "tee~short", "tee~AAAAAAAAAAAAAAAAAAAAAA"})
  default void deadLetter_thatIsNone_cannotBeRetried(String id) {
    post(DEAD_LETTERS + "/" + id + "/retry").isProblem(404, "dead-letter-not-found");
  }

  @Test
  default void reconciliation_ofASaleInOrder_changesNothing() {
    String sku = client().product(5, 2);
    client().decided(sku, "ann", "k1", 2).has(201);
    assertThat(of(post(RECONCILIATIONS).has(200), "products", sku).toString())
        .isEqualTo(
            """
            {"sku":"%s","supplied":5,"free":3,"held":2,"sold":0,"underWay":0,"withdrawn":0,\
            "returned":0,"removed":0,"oversold":0}\
            """
                .formatted(sku));
    assertThat(client().seen(sku).number("stock")).isEqualTo(3);
  }

  @Test
  default void reconciliation_ofWhatACrashLeft_mendsItOnce() {
    String lost = client().product(5, 1);
    String extra = client().product(5, 1);
    redis("DECRBY sale:{%s}:stock 2".formatted(lost));
    redis("INCRBY sale:{%s}:stock 3".formatted(extra));
    Answer first = post(RECONCILIATIONS).has(200);
    assertThat(of(first, "products", lost).path("returned").asInt()).isEqualTo(2);
    assertThat(of(first, "products", extra).path("removed").asInt()).isEqualTo(3);
    Answer second = post(RECONCILIATIONS).has(200);
    for (String sku : List.of(lost, extra)) {
      assertThat(of(second, "products", sku).path("returned").asInt()).isZero();
      assertThat(of(second, "products", sku).path("removed").asInt()).isZero();
      assertThat(client().seen(sku).number("stock")).isEqualTo(5);
    }
  }

  @Test
  default void reconciliation_tellsOfChargesOnceAProcessorHasReported() {
    redis("DEL sale:charges");
    assertThat(post(RECONCILIATIONS).has(200).json().has("charges")).isFalse();
    redis(
        "HSET sale:charges at 1767225600500 by payments-1 charges 7 confirmed 1 refunded 2"
            + " unexplained 0");
    assertThat(post(RECONCILIATIONS).has(200).json().path("charges").toString())
        .isEqualTo(
            """
            {"at":"2026-01-01T00:00:00.500Z","by":"payments-1","charges":7,"confirmed":1,\
            "refunded":2,"unexplained":0}\
            """);
    redis("DEL sale:charges");
  }

  @Test
  default void adminCall_thatNeedsNoBody_ignoresOneThatIsNotTooLong() {
    client()
        .send(client().admin(RECONCILIATIONS).POST(BodyPublishers.ofString("no JSON")))
        .has(200);
    BodyPublisher tooLong = BodyPublishers.ofString("x".repeat(1_025));
    for (BodyPublisher body : List.of(tooLong, BodyPublishers.fromPublisher(tooLong))) {
      client().send(client().admin(RECONCILIATIONS).POST(body)).isProblem(413, "payload-too-large");
    }
  }

  /** As {@code curl -X POST} sends it: RFC 9112, 6.3, takes such a request to have no body. */
  @Test
  default void adminCall_withoutBodyOrLength_isAnswered() throws IOException {
    URI base = client().base();
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(10_000);
      String head =
          String.join(
              "\r\n",
              "POST " + RECONCILIATIONS + " HTTP/1.1",
              "Host: test",
              "Authorization: " + client().authorization(),
              "Connection: close",
              "",
              "");
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200")
          .contains("{\"products\":[");
    }
  }

  /** A request without body and Content-Type. */
  private Answer post(String path) {
    return client().send(client().admin(path).POST(BodyPublishers.noBody()));
  }

  /** The item of a list that is about this product; there is one. */
  private static JsonNode of(Answer answer, String list, String sku) {
    var items =
        StreamSupport.stream(answer.json().path(list).spliterator(), false)
            .filter(item -> item.path("sku").asString().equals(sku))
            .toList();
    assertThat(items).hasSize(1);
    return items.getFirst();
  }
}
