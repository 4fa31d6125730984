package flashsalelab.lab.launch.containers;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.ProcessIdentity;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnerTest {
  private final Owner own = Owner.own();

  @Test
  void of_ownLabels_isTheSameOwnerAndAlive() {
    assertThat(Owner.of(own.labels("run-1"))).contains(own);
    assertThat(own.labels("run-1")).containsEntry("io.github.flashsalelab.lab", "run-1");
    assertThat(own.isGoneFrom(own.host())).isFalse();
  }

  @Test
  void isGoneFrom_processIdReused_isGone() {
    var before = new Owner(own.host(), new ProcessIdentity(own.lab().pid(), 1));

    assertThat(before.isGoneFrom(own.host())).isTrue();
  }

  @Test
  void isGoneFrom_anotherHost_isNotKnown() {
    var elsewhere = new Owner("elsewhere", new ProcessIdentity(own.lab().pid(), 1));

    assertThat(elsewhere.isGoneFrom(own.host())).isFalse();
  }

  @Test
  void of_labelsOfOthers_isNone() {
    assertThat(Owner.of(Map.of())).isEmpty();
    assertThat(Owner.of(Map.of("io.github.flashsalelab.lab", "run-1"))).isEmpty();
    assertThat(Owner.of(Map.of("io.github.flashsalelab.lab.owner", "host 1 2"))).isEmpty();
    assertThat(
            Owner.of(
                Map.of(
                    "io.github.flashsalelab.lab", "run-1",
                    "io.github.flashsalelab.lab.owner", "host one two")))
        .isEmpty();
  }
}
