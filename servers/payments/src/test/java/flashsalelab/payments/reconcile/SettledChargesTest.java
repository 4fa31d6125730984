package flashsalelab.payments.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SettledChargesTest {
  private final SettledCharges settled = new SettledCharges();

  @Test
  void advance_stopsBeforeTheFirstThatIsNotSettled() {
    LongStream.of(1, 2, 4, 5).forEach(settled::add);
    settled.advance();
    assertThat(settled.upTo()).isEqualTo(2);
    assertThat(settled.contains(4)).isTrue();
    assertThat(settled.contains(3)).isFalse();
    settled.add(3);
    settled.advance();
    assertThat(settled.upTo()).isEqualTo(5);
  }

  @Test
  void add_beyondItsReach_isNotRemembered() {
    settled.add(SettledCharges.REACH + 1L);
    assertThat(settled.contains(SettledCharges.REACH + 1L)).isFalse();
    settled.add(SettledCharges.REACH);
    assertThat(settled.contains(SettledCharges.REACH)).isTrue();
  }

  @Test
  void contains_agreesWithASet() {
    Random random = new Random(1);
    Set<Long> model = new HashSet<>();
    for (int step = 0; step < 2_000; step++) {
      long number = 1L + random.nextInt(500);
      settled.add(number);
      model.add(number);
      if (random.nextInt(10) == 0) {
        settled.advance();
      }
      long asked = 1L + random.nextInt(500);
      assertThat(settled.contains(asked)).isEqualTo(model.contains(asked));
    }
  }
}
