package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader who does not read while more happens than any socket can keep. */
interface SlowReaderRows extends SystemUnderTest {
  int CHANGES = 40;

  @Test
  default void reader_thatTakesNothing_holdsUpNobodyAndIsKeptTheLatestOnly() {
    LongOrder order = LongOrder.of(client(), this::redis);
    try (EventStream slow = client().unreadEvents(order.path());
        EventStream quick = client().events(order.path());
        EventStream stock = client().events("/api/products/" + order.sku() + "/events")) {
      assertThat(quick.next(EventRows.LIMIT).id()).isEqualTo(order.states());
      stock.next(EventRows.LIMIT);
      for (int i = 0; i < CHANGES; i++) {
        int states = order.change();
        assertThat(quick.next(EventRows.LIMIT).id()).isEqualTo(states);
      }
      client().decided(order.sku(), "bob", "k1", 1).has(201);
      assertThat(stock.next(EventRows.LIMIT).json().path("free").asInt()).isEqualTo(3);

      List<Long> taken = taken(slow.begin(), order.states());
      assertThat(taken).isSorted().doesNotHaveDuplicates().hasSizeLessThan(CHANGES);
      assertThat(slow.poll(Duration.ofMillis(100))).isNull();
    }
  }

  /** What had been kept for a reader, up to the latest event. */
  private static List<Long> taken(EventStream reader, int latest) {
    List<Long> ids = new ArrayList<>();
    do {
      ids.add(reader.next(EventRows.LIMIT).id());
    } while (ids.getLast() < latest);
    return ids;
  }
}
