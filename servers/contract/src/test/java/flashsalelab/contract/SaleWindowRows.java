package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening and closing a sale, by hand and by itself. */
interface SaleWindowRows extends SystemUnderTest {
  /** How exactly a sale opens and closes by itself. */
  Duration PRECISION = Duration.ofSeconds(1);

  @Test
  default void sale_closedAndOpened_sellsAccordingly() {
    String sku = client().product(5, 5);
    Answer closed = client().sale(sku, "{\"state\":\"closed\"}").has(200);
    assertThat(closed.text("saleState")).isEqualTo("closed");
    assertThat(closed.body()).isEqualTo(client().seen(sku).body());
    client().buy(sku, "ann", "k1", 1).isProblem(403, "sale-closed");
    assertThat(client().sale(sku, "{\"state\":\"closed\"}").has(200).body())
        .isEqualTo(closed.body());

    Answer open = client().sale(sku, "{\"state\":\"open\"}").has(200);
    assertThat(open.text("saleState")).isEqualTo("open");
    assertThat(open.json().has("closesAt")).isFalse();
    client().decided(sku, "ann", "k2", 1).has(201);
  }

  @Test
  default void sale_withAWindow_isScheduled() {
    String sku = client().product(5, 5);
    String later =
        """
        {"state":"open","opensAt":"2098-01-01T01:00:00+01:00","closesAt":"2099-01-01T00:00:00Z"}
        """;
    Answer scheduled = client().sale(sku, later).has(200);
    assertThat(scheduled.text("saleState")).isEqualTo("not_open");
    assertThat(scheduled.text("opensAt")).isEqualTo("2098-01-01T00:00:00Z");
    assertThat(scheduled.text("closesAt")).isEqualTo("2099-01-01T00:00:00Z");
    client().buy(sku, "ann", "k1", 1).isProblem(403, "sale-not-open");
    Answer over = client().sale(sku, "{\"state\":\"open\",\"closesAt\":\"2020-01-01T00:00:00Z\"}");
    assertThat(over.has(200).text("saleState")).isEqualTo("closed");
  }

  @Test
  default void sale_whoseTimeComes_opensAndClosesByItself() {
    String sku = client().product(1_000_000, 1);
    Instant opensAt = Instant.now().plusMillis(1_200).truncatedTo(ChronoUnit.MILLIS);
    Instant closesAt = opensAt.plusMillis(1_500);
    client()
        .sale(
            sku,
            "{\"state\":\"open\",\"opensAt\":\"%s\",\"closesAt\":\"%s\"}"
                .formatted(opensAt, closesAt))
        .has(200);
    client().buy(sku, "early", "k1", 1).isProblem(403, "sale-not-open");
    assertThat(client().seen(sku).text("saleState")).isEqualTo("not_open");

    Answer first = awaitAnswer(sku, 201, opensAt);
    assertThat(Instant.parse(first.text("reservedAt"))).isBetween(opensAt, opensAt.plus(PRECISION));
    assertThat(client().seen(sku).text("saleState")).isEqualTo("open");
    client().decided(sku, "early", "k1", 1).has(201);

    Awaitility.await().until(() -> !Instant.now().isBefore(closesAt.minusMillis(100)));
    awaitAnswer(sku, 403, closesAt).isProblem(403, "sale-closed");
    assertThat(client().seen(sku).text("saleState")).isEqualTo("closed");
  }

  /** New buyers try until one is answered so, which has to be in time after this moment. */
  private Answer awaitAnswer(String sku, int status, Instant moment) {
    Answer answer =
        Awaitility.await()
            .pollInterval(Duration.ofMillis(20))
            .atMost(Duration.ofSeconds(10))
            .until(
                () -> client().decided(sku, Client.fresh("buyer"), "k1", 1),
                tried -> tried.status() == status);
    assertThat(Instant.now()).isBetween(moment, moment.plus(PRECISION));
    return answer;
  }

  @ParameterizedTest
  @ValueSource(strings = {"opensAt", "closesAt"})
  default void sale_closedWithAWindow_is400WithTheWayOut(String field) {
    String sku = client().product(5, 1);
    Answer answer =
        client()
            .sale(sku, "{\"state\":\"closed\",\"%s\":\"2099-01-01T00:00:00Z\"}".formatted(field))
            .isProblem(400, "invalid-request");
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(answer.text("detail")).contains("send the state open with " + field);
    assertThat(client().seen(sku).text("saleState")).isEqualTo("open");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          state    | {}
          state    | {"state":"OPEN"}
          state    | {"state":"not_open"}
          state    | {"state":true}
          state    | {"state":null}
          opensAt  | {"state":"open","opensAt":"soon"}
          opensAt  | {"state":"open","opensAt":"1969-12-31T23:59:59Z"}
          closesAt | {"state":"open","closesAt":7}
          closesAt | {"state":"open","opensAt":"2026-01-01T00:00:00Z","closesAt":"2025-01-01T00:00:00Z"}
          closesAt | {"state":"open","opensAt":"2026-01-01T00:00:00Z","closesAt":"2026-01-01T00:00:00Z"}
          closesAt | {"state":"open","opensAt":"2026-01-01T00:00:00.0001Z","closesAt":"2026-01-01T00:00:00.0009Z"}
          stock    | {"state":"open","stock":9}
          """)
  default void sale_thatIsNotValid_is400NamingTheField(String field, String json) {
    String sku = client().product(5, 1);
    Answer before = client().seen(sku);
    Answer answer = client().sale(sku, json).isProblem(400, "invalid-request");
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(client().seen(sku).body()).isEqualTo(before.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "closed"})
  default void sale_ofNoProduct_is404(String state) {
    client()
        .sale(Client.fresh("none"), "{\"state\":\"%s\"}".formatted(state))
        .isProblem(404, "product-not-found");
  }
}
