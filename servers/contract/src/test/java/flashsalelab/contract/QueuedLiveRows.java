package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.contract.EventStream.Event;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Following an order from its acceptance on. */
interface QueuedLiveRows extends SystemUnderTest {
  private static String path(String order) {
    return "/api/orders/" + order + "/events";
  }

  @Test
  default void order_followedWhileItWaits_isToldItsDecision() {
    try (UndecidedPurchase undecided = UndecidedPurchase.of(client(), this::redis);
        EventStream stream = client().events(path(undecided.order()))) {
      Event queued = stream.next(EventRows.LIMIT);
      assertThat(queued.json().path("state").asString()).isEqualTo("QUEUED");
      undecided.count();
      Event reserved = stream.next(EventRows.LIMIT);
      assertThat(reserved.id()).isEqualTo(queued.id() + 1);
      assertThat(reserved.json().path("state").asString()).isEqualTo("RESERVED");
      assertThat(reserved.data()).isEqualTo(client().order(undecided.order()).body());
      assertThat(stream.ended()).isFalse();
    }
  }

  @Test
  default void order_rejected_endsItsStreamForGood() {
    String order = client().buy(client().product(0, 1), "ann", "k1", 1).has(202).text("order");
    try (EventStream stream = client().events(path(order))) {
      Event event = stream.next(EventRows.LIMIT);
      if (event.json().path("state").asString().equals("QUEUED")) {
        event = stream.next(EventRows.LIMIT);
      }
      assertThat(event.json().path("state").asString()).isEqualTo("REJECTED");
      assertThat(event.json().path("reason").asString()).isEqualTo("sold_out");
      Awaitility.await().until(stream::ended);
      String last = Long.toString(event.id());
      Answer over = client().send(client().request(path(order)).header("Last-Event-ID", last));
      assertThat(over.has(204).body()).isEmpty();
    }
  }
}
