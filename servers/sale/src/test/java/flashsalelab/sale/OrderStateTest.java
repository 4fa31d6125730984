package flashsalelab.sale;

import static flashsalelab.sale.OrderState.CANCELLED;
import static flashsalelab.sale.OrderState.EXPIRED;
import static flashsalelab.sale.OrderState.PAID;
import static flashsalelab.sale.OrderState.PAYMENT_FAILED;
import static flashsalelab.sale.OrderState.QUEUED;
import static flashsalelab.sale.OrderState.REFUNDED;
import static flashsalelab.sale.OrderState.REJECTED;
import static flashsalelab.sale.OrderState.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OrderStateTest {
  @Test
  void next_ofEachState_isTheTableOfTransitions() {
    assertThat(OrderState.initial()).containsExactlyInAnyOrder(QUEUED, RESERVED);
    assertThat(QUEUED.next()).containsExactlyInAnyOrder(RESERVED, REJECTED);
    assertThat(RESERVED.next()).containsExactlyInAnyOrder(PAID, PAYMENT_FAILED, EXPIRED, CANCELLED);
    for (OrderState released : Set.of(PAYMENT_FAILED, EXPIRED, CANCELLED)) {
      assertThat(released.next()).containsExactly(REFUNDED);
    }
    for (OrderState last : Set.of(PAID, REJECTED, REFUNDED)) {
      assertThat(last.next()).isEmpty();
    }
  }

  @Test
  void states_fromTheInitialOnes_areAllReached() {
    Set<OrderState> reached = EnumSet.copyOf(OrderState.initial());
    for (int step = 0; step < OrderState.values().length; step++) {
      Set<OrderState> more = EnumSet.copyOf(reached);
      reached.forEach(state -> more.addAll(state.next()));
      reached = more;
    }
    assertThat(reached).containsExactly(OrderState.values());
  }
}
