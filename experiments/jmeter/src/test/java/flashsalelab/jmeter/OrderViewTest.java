package flashsalelab.jmeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flashsalelab.results.load.ClientOutcome;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class OrderViewTest {
  private static final String QUEUED = "{\"state\":\"QUEUED\",\"at\":\"2026-01-01T00:00:00Z\"}";
  private static final String RESERVED =
      "{\"state\":\"RESERVED\",\"at\":\"2026-01-01T00:00:00.04Z\"}";
  private static final String PAID = "{\"state\":\"PAID\",\"at\":\"2026-01-01T00:01:00Z\"}";

  @Test
  void decision_ofAnOrderThatWentOn_isItsReservation() throws IOException {
    String json = "{\"history\":[%s,%s,%s],\"new\":1}".formatted(QUEUED, RESERVED, PAID);

    assertThat(OrderView.read(json).decision())
        .contains(new Decision(ClientOutcome.RESERVED, Duration.ofMillis(40)));
  }

  @Test
  void decision_ofAnOrderThatIsUnknown_isNotYet() throws IOException {
    assertThat(OrderView.read("{\"outcome\":\"unknown\",\"order\":\"o\"}").decision()).isEmpty();
    assertThat(OrderView.read("{\"history\":[%s]}".formatted(QUEUED)).decision()).isEmpty();
  }

  @Test
  void decision_rejectedForNoKnownReason_isRefused() throws IOException {
    String rejected = RESERVED.replace("RESERVED", "REJECTED");
    OrderView order =
        OrderView.read("{\"reason\":\"because\",\"history\":[%s,%s]}".formatted(QUEUED, rejected));

    assertThatThrownBy(order::decision)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("because");
  }

  @Test
  void read_noOrder_isRefused() {
    assertThatThrownBy(() -> OrderView.read("<html>"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not an order: <html>");
  }
}
