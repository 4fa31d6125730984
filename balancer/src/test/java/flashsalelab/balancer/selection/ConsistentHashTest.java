package flashsalelab.balancer.selection;

import static flashsalelab.balancer.selection.SelectionFixture.request;
import static flashsalelab.balancer.selection.SelectionFixture.upstreams;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flashsalelab.balancer.upstream.Upstream;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ConsistentHashTest {
  private static final int KEYS = 20_000;
  private static final SelectionSettings SETTINGS =
      new SelectionSettings(Algorithm.CONSISTENT_HASH, "Idempotency-Key", 160, 1.25);

  @Test
  void equalKeys_goToTheSameUpstream() {
    Selection selection = new ConsistentHash(upstreams(1, 1, 1, 1), SETTINGS);

    assertThat(owners(selection, upstream -> true)).isEqualTo(owners(selection, upstream -> true));
  }

  @Test
  void keys_areSpreadByWeight() {
    int[] owners = owners(new ConsistentHash(upstreams(1, 1, 2), SETTINGS), upstream -> true);

    assertThat(share(owners, 0)).isCloseTo(0.25, within(0.04));
    assertThat(share(owners, 1)).isCloseTo(0.25, within(0.04));
    assertThat(share(owners, 2)).isCloseTo(0.5, within(0.05));
  }

  @Test
  void upstreamThatLeaves_movesOnlyItsOwnKeys() {
    int[] before = owners(new ConsistentHash(upstreams(1, 1, 1, 1), SETTINGS), upstream -> true);
    int[] without = owners(new ConsistentHash(upstreams(1, 1, 1), SETTINGS), upstream -> true);
    int[] skipped =
        owners(
            new ConsistentHash(upstreams(1, 1, 1, 1), SETTINGS), upstream -> upstream.index() != 3);

    for (int key = 0; key < KEYS; key++) {
      if (before[key] != 3) {
        assertThat(without[key]).isEqualTo(before[key]);
      }
    }
    assertThat(skipped).as("skipping moves keys as leaving does").isEqualTo(without);
    assertThat(share(without, 0))
        .as("its keys are spread over all others")
        .isCloseTo(0.333, within(0.05));
  }

  @Test
  void load_neverExceedsTheBound() {
    List<Upstream> upstreams = upstreams(1, 1, 1, 1);
    Selection selection = new ConsistentHash(upstreams, SETTINGS);
    for (int inFlight = 1; inFlight <= 1_000; inFlight++) {
      Objects.requireNonNull(selection.select(request("the same key", "a"), upstream -> true))
          .begin();

      double bound = Math.ceil(1.25 * inFlight / upstreams.size());
      assertThat(upstreams)
          .allSatisfy(upstream -> assertThat(upstream.inFlight()).isLessThanOrEqualTo((int) bound));
    }
  }

  @Test
  void absentKey_fallsBackToTheClientsAddress() {
    Selection selection = new ConsistentHash(upstreams(1, 1, 1, 1), SETTINGS);

    assertThat(selection.select(request(null, "10.1.2.3"), upstream -> true))
        .isSameAs(selection.select(request("10.1.2.3", "other"), upstream -> true));
  }

  @Test
  void noneEligible_givesNull() {
    assertThat(
            new ConsistentHash(upstreams(1, 1), SETTINGS)
                .select(request("k", "a"), upstream -> false))
        .isNull();
  }

  private static int[] owners(Selection selection, Predicate<Upstream> eligible) {
    return IntStream.range(0, KEYS)
        .map(i ->
            Objects.requireNonNull(selection.select(request("key-" + i, "a"), eligible)).index())
        .toArray();
  }

  private static double share(int[] owners, int owner) {
    return (double) IntStream.of(owners).filter(o -> o == owner).count() / owners.length;
  }
}
