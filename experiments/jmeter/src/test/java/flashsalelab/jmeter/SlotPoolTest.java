package flashsalelab.jmeter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SlotPoolTest {
  @Test
  void pop_idleSlots_givesTheOneThatWorkedLast() {
    var pool = new SlotPool(3);
    pool.slots().forEach(pool::push);
    Slot last = requireNonNull(pool.pop());
    Slot before = requireNonNull(pool.pop());
    pool.push(last);
    pool.push(before);
    assertThat(pool.pop()).isSameAs(before);
    assertThat(pool.pop()).isSameAs(last);
    assertThat(pool.pop()).isSameAs(pool.slots().getFirst());
    assertThat(pool.pop()).isNull();
  }

  @Test
  void awaitAllIdle_oneAtWork_givesUp() throws InterruptedException {
    var pool = new SlotPool(2);
    pool.push(pool.slots().getFirst());
    assertThat(pool.awaitAllIdle(Duration.ofMillis(1))).isFalse();
    pool.push(pool.slots().getLast());
    assertThat(pool.awaitAllIdle(Duration.ofMillis(1))).isTrue();
  }
}
