package flashsalelab.web.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An edge that serves one purchase after the other, on a clock that is the test's. */
final class AdmissionTest {
  private static final int CAPACITY_PER_MS = 2;
  private static final int MOST = 20_000;
  private static final int TARGET_MS = 100;

  private long nanos;
  private Admission admission = admission(TARGET_MS);
  private final Deque<Inside> queue = new ArrayDeque<>();
  private List<Long> stays = new ArrayList<>();
  private int shed;

  private record Inside(Turn turn, long entered) {}

  private Admission admission(int shedAboveMs) {
    return new Admission(
        new ProtectionSettings(0, 1, Duration.ofMillis(shedAboveMs)), MOST, () -> nanos);
  }

  /** Lets time pass with so many arrivals a millisecond, and forgets what was before. */
  private void run(int seconds, int arrivalsPerMs) {
    stays = new ArrayList<>();
    shed = 0;
    for (int ms = 0; ms < seconds * 1000; ms++) {
      for (int i = 0; i < arrivalsPerMs; i++) {
        arrive();
      }
      nanos += Duration.ofMillis(1).toNanos();
      for (int i = 0; i < CAPACITY_PER_MS && !queue.isEmpty(); i++) {
        Inside served = queue.remove();
        stays.add(Duration.ofNanos(nanos - served.entered()).toMillis());
        served.turn().end();
      }
    }
  }

  private void arrive() {
    Turn turn = admission.hasRoom() ? admission.enter() : Turn.REFUSED;
    if (turn.admitted()) {
      queue.add(new Inside(turn, nanos));
    } else {
      shed++;
    }
  }

  private long longestStay() {
    return Collections.max(stays);
  }

  @Test
  void crowd_ofFourTimesTheCapacity_isShedSoThatTheRestIsAnsweredInTime() {
    run(2, CAPACITY_PER_MS / 2);
    run(1, 4 * CAPACITY_PER_MS);
    assertThat(longestStay()).as("before the crowd is noticed").isLessThan(5 * TARGET_MS);
    run(10, 4 * CAPACITY_PER_MS);
    assertThat(longestStay()).isLessThan(2 * TARGET_MS);
    assertThat(stays).hasSizeGreaterThan(10_000 * CAPACITY_PER_MS * 95 / 100);
  }

  /** What the test above would see if nothing was shed. */
  @Test
  void crowd_withNothingShed_waitsLongerAndLonger() {
    admission = admission(0);
    run(1, 4 * CAPACITY_PER_MS);
    run(1, 4 * CAPACITY_PER_MS);
    assertThat(longestStay()).isGreaterThan(5 * TARGET_MS);
  }

  @Test
  void crowd_thatHasGone_leavesNobodyShedASecondLater() {
    run(5, 4 * CAPACITY_PER_MS);
    run(1, CAPACITY_PER_MS / 2);
    run(10, CAPACITY_PER_MS / 2);
    assertThat(shed).isZero();
    assertThat(longestStay()).isLessThan(TARGET_MS);
    assertThat(admission.limit()).isEqualTo(MOST);
  }

  @Test
  void burst_thatTheEdgeWorksOff_isNotShed() {
    for (int i = 0; i < 120 * CAPACITY_PER_MS; i++) {
      arrive();
    }
    run(5, CAPACITY_PER_MS / 2);
    assertThat(shed).isZero();
    assertThat(longestStay()).isGreaterThan(TARGET_MS);
  }

  @Test
  void queue_afterALongSilence_isJudgedByItsOwnRate() {
    run(1, 1);
    nanos += Duration.ofHours(1).toNanos();
    run(1, 4 * CAPACITY_PER_MS);
    assertThat(admission.limit()).isBetween(CAPACITY_PER_MS * 90, CAPACITY_PER_MS * 300);
  }

  @Test
  void enter_moreThanTheHardBound_isRefused() {
    Admission small = new Admission(new ProtectionSettings(0, 1, Duration.ZERO), 1, () -> nanos);
    Turn first = small.enter();
    assertThat(first.admitted()).isTrue();
    assertThat(small.hasRoom()).isFalse();
    assertThat(small.enter().admitted()).isFalse();
    assertThat(small.underWay()).isEqualTo(1);
    first.end();
    assertThat(small.enter().admitted()).isTrue();
  }
}
