package flashsalelab.balancer.selection;

import static flashsalelab.balancer.selection.SelectionFixture.request;
import static flashsalelab.balancer.selection.SelectionFixture.upstreams;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.balancer.upstream.Upstream;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RoundRobinTest {
  @Test
  void weights_fiveOneOne_areSpreadOut() {
    RoundRobin selection = new RoundRobin(upstreams(5, 1, 1));

    // the sequence in nginx's own description of the algorithm: a a b a c a a
    assertThat(sequence(selection, 14, upstream -> true)).isEqualTo("00102000010200");
  }

  @Test
  void equalWeights_takeTurns() {
    assertThat(sequence(new RoundRobin(upstreams(1, 1, 1)), 7, upstream -> true))
        .isEqualTo("0120120");
  }

  @Test
  void ineligibleUpstream_isLeftOut_andItsShareIsSplitEvenly() {
    String sequence =
        sequence(new RoundRobin(upstreams(1, 1, 1)), 8, upstream -> upstream.index() != 1);

    assertThat(sequence).isEqualTo("02020202");
  }

  @Test
  void noneEligible_givesNull() {
    List<Upstream> upstreams = upstreams(1, 1);

    assertThat(new RoundRobin(upstreams).select(request("k", "a"), upstream -> false)).isNull();
  }

  private static String sequence(Selection selection, int length, Predicate<Upstream> eligible) {
    return IntStream.range(0, length)
        .mapToObj(i -> Objects.requireNonNull(selection.select(request("k", "a"), eligible)))
        .map(upstream -> String.valueOf(upstream.index()))
        .collect(Collectors.joining());
  }
}
