package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.contract.EventStream.Event;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Following a product's stock or an order. */
interface EventRows extends LiveSystem {
  /** Until what has to come has come, however busy the machine is. */
  Duration LIMIT = Duration.ofSeconds(10);

  /** Longer than a tick: an event that should not come would have. */
  Duration WHILE = Duration.ofMillis(800);

  private static String stockPath(String sku) {
    return "/api/products/" + sku + "/events";
  }

  private static String orderPath(String order) {
    return "/api/orders/" + order + "/events";
  }

  @Test
  default void stock_followed_isToldAtOnceAndWhenItChanges() {
    String sku = client().product(5, 2);
    try (EventStream stream = client().events(stockPath(sku))) {
      Event first = stream.next(LIMIT);
      assertThat(first.name()).isEqualTo("stock");
      assertThat(first.json().propertyNames())
          .containsExactly("sku", "free", "held", "sold", "supplied", "state", "at");
      assertThat(first.json().path("free").asInt()).isEqualTo(5);
      assertThat(first.json().path("state").asString()).isEqualTo("open");
      assertThat(stream.poll(WHILE)).isNull();

      client().decided(sku, "ann", "k1", 2).has(201);
      Event bought = next(stream, "held", "2");
      assertThat(bought.id()).isGreaterThan(first.id());
      assertThat(bought.json().path("free").asInt()).isEqualTo(3);

      client().restock(sku, "more", 10).has(200);
      Event restocked = next(stream, "free", "13");
      assertThat(restocked.json().path("supplied").asInt()).isEqualTo(15);
      client().sale(sku, "{\"state\":\"closed\"}").has(200);
      assertThat(stream.next(LIMIT).json().path("state").asString()).isEqualTo("closed");
    }
  }

  /** The next event that tells this; one may tell before of the first step of two. */
  private static Event next(EventStream stream, String member, String value) {
    Event event = stream.next(LIMIT);
    return event.json().path(member).asString().equals(value) ? event : stream.next(LIMIT);
  }

  @Test
  default void changes_ofStock_arriveWithinASecond() {
    String sku = client().product(5, 1);
    try (EventStream stream = client().events(stockPath(sku))) {
      stream.next(LIMIT);
      List<Duration> delays = new ArrayList<>();
      for (int i = 1; i <= 7; i++) {
        long begin = System.nanoTime();
        client().restock(sku, "more-" + i, 1).has(200);
        assertThat(stream.next(LIMIT).json().path("supplied").asInt()).isEqualTo(5 + i);
        delays.add(Duration.ofNanos(System.nanoTime() - begin));
      }
      assertThat(delays.stream().sorted().toList().get(3)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  default void stock_changedOften_isToldAsTheLatestOfEachTick() {
    String sku = client().product(60, 1);
    try (EventStream stream = client().events(stockPath(sku))) {
      List<Event> events = new ArrayList<>(List.of(stream.next(LIMIT)));
      long begin = System.nanoTime();
      for (int i = 0; i < 60; i++) {
        client().decided(sku, "buyer-" + i, "k", 1).has(201);
      }
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> {
            Event event = stream.poll(LIMIT);
            if (event != null) {
              events.add(event);
            }
            return events.getLast().json().path("free").asInt() == 0;
          });
      long ticks = (System.nanoTime() - begin) / Duration.ofMillis(500).toNanos();
      assertThat(events).hasSizeLessThanOrEqualTo((int) ticks + 3);
      assertThat(events).extracting(Event::id).doesNotHaveDuplicates().isSorted();
    }
  }

  @Test
  default void stock_resumed_isToldWhatIsNewerOnly() {
    String sku = client().product(5, 1);
    Event last;
    try (EventStream stream = client().events(stockPath(sku))) {
      last = stream.next(LIMIT);
    }
    client().decided(sku, "ann", "k1", 1).has(201);
    try (EventStream resumed = client().events(stockPath(sku), Long.toString(last.id()))) {
      Event newer = resumed.next(LIMIT);
      assertThat(newer.id()).isGreaterThan(last.id());
      if (newer.json().path("free").asInt() == 5) {
        newer = resumed.next(LIMIT);
      }
      assertThat(newer.json().path("free").asInt()).isEqualTo(4);
      assertThat(resumed.poll(WHILE)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "99999999999999999999", "9999999999999"})
  default void stock_resumedWithAnIdThatIsNone_isToldThePresentState(String id) {
    String sku = client().product(5, 1);
    try (EventStream stream = client().events(stockPath(sku), id)) {
      assertThat(stream.next(LIMIT).json().path("free").asInt()).isEqualTo(5);
    }
  }

  @Test
  default void stream_silent_hasHeartbeatsAndSaysWhenToComeAgain() {
    String sku = client().product(5, 1);
    try (EventStream stream = client().events(stockPath(sku))) {
      stream.next(LIMIT);
      assertThat(stream.retry()).isBetween(1_000, 5_000);
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(stream.comments()).isGreaterThanOrEqualTo(2));
      assertThat(stream.ended()).isFalse();
    }
  }

  @Test
  default void stream_hasTheFieldsOfOneThatIsNotToBeKept() {
    String sku = client().product(5, 1);
    try (EventStream stream = client().events(stockPath(sku))) {
      assertThat(stream.response().headers().map())
          .containsEntry("content-type", List.of("text/event-stream"))
          .containsEntry("cache-control", List.of("no-store"))
          .containsEntry("x-accel-buffering", List.of("no"))
          .doesNotContainKey("content-length");
    }
    Answer head = head(sku).has(200);
    assertThat(head.header("Content-Type")).contains("text/event-stream");
    assertThat(head.header("Cache-Control")).contains("no-store");
    assertThat(head.body()).isEmpty();
  }

  @Test
  default void streams_ofWhatIsNot_are404() {
    client().get(stockPath("missing")).isProblem(404, "product-not-found");
    client().get(orderPath("x")).isProblem(404, "order-not-found");
    client().get(orderPath("tee~AAAAAAAAAAAAAAAAAAAAAA")).isProblem(404, "order-not-found");
  }

  @Test
  default void subscribers_moreThanMayBe_areRefusedUntilOthersLeave() {
    String sku = client().product(5, 1);
    awaitNobody();
    List<EventStream> streams = new ArrayList<>();
    try {
      while (streams.size() < instances() * subscribers()) {
        streams.add(client().events(stockPath(sku)));
      }
      for (int i = 0; i < instances(); i++) {
        Answer refusal = client().get(stockPath(sku)).isProblem(503, "overloaded");
        assertThat(refusal.header("Retry-After")).contains("1");
        head(sku).has(503);
      }
      client().decided(sku, "ann", "k1", 1).has(201);
    } finally {
      streams.forEach(EventStream::close);
    }
    awaitNobody();
    for (int i = 0; i < instances(); i++) {
      head(sku).has(200);
    }
  }

  /** Who leaves is missed when the next event cannot be written. */
  private void awaitNobody() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> metrics().sum("live_subscribers", Map.of()) == 0);
  }

  /** A head is answered as the stream would be, and takes no place. */
  private Answer head(String sku) {
    return client()
        .send(client().request(stockPath(sku)).method("HEAD", HttpRequest.BodyPublishers.noBody()));
  }

  @Test
  default void order_followed_isToldEachStateUpToItsEndAndThenNoMore() {
    String sku = client().product(5, 1);
    String order = client().decided(sku, "ann", "k1", 1).has(201).text("order");
    try (EventStream stream = client().events(orderPath(order))) {
      Event reserved = stream.next(LIMIT);
      assertThat(reserved.name()).isEqualTo("order");
      assertThat(reserved.data()).isEqualTo(client().order(order).body());
      client().cancel(order).has(200);
      Event cancelled = stream.next(LIMIT);
      assertThat(cancelled.id()).isEqualTo(reserved.id() + 1);
      assertThat(cancelled.data()).isEqualTo(client().order(order).body());
      assertThat(stream.ended()).as("it may still be refunded").isFalse();

      enter(sku, order, "REFUNDED");
      Event refunded = stream.next(LIMIT);
      assertThat(refunded.json().path("state").asString()).isEqualTo("REFUNDED");
      Awaitility.await().until(stream::ended);
      Answer over =
          client()
              .send(
                  client()
                      .request(orderPath(order))
                      .header("Last-Event-ID", Long.toString(refunded.id())));
      assertThat(over.has(204).body()).isEmpty();
    }
    try (EventStream again = client().events(orderPath(order), "1")) {
      assertThat(again.next(LIMIT).json().path("state").asString()).isEqualTo("REFUNDED");
      Awaitility.await().until(again::ended);
    }
  }

  @Test
  default void order_resumed_isToldWhatIsNewerOnly() {
    String sku = client().product(5, 1);
    String order = client().decided(sku, "ann", "k1", 1).has(201).text("order");
    long states = client().order(order).json().path("history").size();
    try (EventStream stream = client().events(orderPath(order), Long.toString(states))) {
      assertThat(stream.poll(WHILE)).isNull();
      client().cancel(order).has(200);
      assertThat(stream.next(LIMIT).json().path("state").asString()).isEqualTo("CANCELLED");
    }
  }

  /** Brings an order to a further state, as the processes do that this system has not. */
  private void enter(String sku, String order, String state) {
    String record = "sale:{%s}:order:%s".formatted(sku, order);
    String history = redis("HGET %s history".formatted(record));
    redis("HSET %s state %s history %s,%s:3".formatted(record, state, history, state));
    redis(
        "XADD sale:{%s}:ledger * order %s buyer ann key k1 quantity 1 state %s at 3"
            .formatted(sku, order, state));
  }
}
