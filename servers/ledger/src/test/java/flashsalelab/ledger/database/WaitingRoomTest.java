package flashsalelab.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class WaitingRoomTest {
  private static final Duration LONGEST = Duration.ofMillis(250);
  private static final int MOST_WAITING = 1_000;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch busy = new CountDownLatch(1);

  private void work() {
    begun.countDown();
    try {
      busy.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static CompletableFuture<String> run(WaitingRoom room) {
    CompletableFuture<String> came = new CompletableFuture<>();
    room.run(() -> came.complete("run"), came::complete);
    return came;
  }

  @Test
  void work_isRun_awayFromTheCaller() {
    try (WaitingRoom room = WaitingRoom.of(LedgerThreads.POOL, 1, Duration.ofSeconds(20))) {
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      room.run(() -> thread.complete(Thread.currentThread()), why -> {});
      assertThat(thread.join()).isNotSameAs(Thread.currentThread());
    }
  }

  @Test
  void workThatWaitedTooLong_isRefused() throws InterruptedException {
    try (WaitingRoom room = WaitingRoom.of(LedgerThreads.POOL, 1, LONGEST)) {
      room.run(this::work, why -> {});
      begun.await();
      CompletableFuture<String> late = run(room);
      TimeUnit.MILLISECONDS.sleep(2 * LONGEST.toMillis());
      busy.countDown();
      assertThat(late.join()).isEqualTo("no thread was free for too long");
    }
  }

  @Test
  void moreThanMayWait_isRefusedAtOnce() {
    try (WaitingRoom room = WaitingRoom.of(LedgerThreads.POOL, 1, Duration.ofSeconds(20))) {
      room.run(this::work, why -> {});
      List<CompletableFuture<String>> runs =
          IntStream.rangeClosed(0, MOST_WAITING).mapToObj(i -> run(room)).toList();
      assertThat(runs.getLast()).isCompletedWithValue("too much waits for the ledger");
      busy.countDown();
    }
  }

  @Test
  void closedRoom_refuses() {
    WaitingRoom room = WaitingRoom.of(LedgerThreads.VIRTUAL, 1, LONGEST);
    room.close();
    assertThat(run(room)).isCompletedWithValue("the connection to the ledger is closed");
  }
}
