package flashsalelab.balancer.selection;

import static flashsalelab.balancer.selection.SelectionFixture.request;
import static flashsalelab.balancer.selection.SelectionFixture.upstreams;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.balancer.upstream.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LeastConnectionsTest {
  @Test
  void fewestInFlight_isChosen() {
    List<Upstream> upstreams = upstreams(1, 1, 1);
    upstreams.get(0).begin();
    upstreams.get(2).begin();

    assertThat(chosen(new LeastConnections(upstreams), 3)).containsExactly(1, 1, 1);
  }

  @Test
  void equals_takeTurns() {
    assertThat(chosen(new LeastConnections(upstreams(1, 1, 1)), 6))
        .containsExactly(0, 1, 2, 0, 1, 2);
  }

  @Test
  void weight_dividesTheRequestsInFlight() {
    List<Upstream> upstreams = upstreams(3, 1);
    LeastConnections selection = new LeastConnections(upstreams);
    for (int i = 0; i < 400; i++) {
      Objects.requireNonNull(selection.select(request("k", "a"), upstream -> true)).begin();
    }

    assertThat(upstreams).extracting(Upstream::inFlight).containsExactly(300, 100);
  }

  @Test
  void ineligible_isLeftOut_evenIfIdle() {
    List<Upstream> upstreams = upstreams(1, 1);
    upstreams.get(1).begin();

    Upstream chosen =
        new LeastConnections(upstreams)
            .select(request("k", "a"), upstream -> upstream.index() == 1);

    assertThat(chosen).isSameAs(upstreams.get(1));
    assertThat(new LeastConnections(upstreams).select(request("k", "a"), upstream -> false))
        .isNull();
  }

  private static List<Integer> chosen(Selection selection, int times) {
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      chosen.add(
          Objects.requireNonNull(selection.select(request("k", "a"), upstream -> true)).index());
    }
    return chosen;
  }
}
