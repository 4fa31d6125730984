package flashsalelab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.web.http.ApiStream.Frame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class MailboxTest {
  private final Mailbox mailbox = new Mailbox();

  private static Frame frame(int number) {
    return new Frame(new byte[] {(byte) number}, false);
  }

  @Test
  void next_afterSeveralWerePut_isTheLatest() {
    Frame latest = frame(2);
    assertThat(mailbox.put(frame(1))).isTrue();
    assertThat(mailbox.put(latest)).isFalse();
    assertThat(mailbox.next().toCompletableFuture()).isCompletedWithValue(latest);
    assertThat(mailbox.next().toCompletableFuture()).isNotDone();
  }

  @Test
  void put_forWhoWaits_isTakenAtOnce() {
    CompletableFuture<Frame> next = mailbox.next().toCompletableFuture();
    Frame frame = frame(1);
    mailbox.put(frame);
    assertThat(next).isCompletedWithValue(frame);
  }

  @Test
  void put_afterTheLastFrame_changesNothing() {
    mailbox.put(EventText.END);
    mailbox.put(frame(1));
    assertThat(mailbox.next().toCompletableFuture()).isCompletedWithValue(EventText.END);
  }

  @Test
  void putIfAwaited_whileNobodyWaits_changesNothing() {
    Frame frame = frame(1);
    assertThat(mailbox.putIfAwaited(frame)).isFalse();
    mailbox.put(frame);
    assertThat(mailbox.putIfAwaited(EventText.HEARTBEAT)).isFalse();
    assertThat(mailbox.next().toCompletableFuture()).isCompletedWithValue(frame);
    CompletableFuture<Frame> next = mailbox.next().toCompletableFuture();
    assertThat(mailbox.putIfAwaited(EventText.HEARTBEAT)).isTrue();
    assertThat(next).isCompletedWithValue(EventText.HEARTBEAT);
  }

  /** Whatever the two threads do, order holds and the last one arrives. */
  @Test
  void frames_putWhileOthersAreTaken_comeInOrderUpToTheLast() throws Exception {
    AtomicInteger put = new AtomicInteger();
    Thread putter =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 1; i <= 200_000; i++) {
                put.set(i);
                byte[] number = {(byte) (i >> 16), (byte) (i >> 8), (byte) i};
                mailbox.put(new Frame(number, i == 200_000));
              }
            });
    int before = 0;
    boolean last = false;
    while (!last) {
      Frame frame = mailbox.next().toCompletableFuture().get();
      byte[] number = frame.bytes();
      int taken = ((number[0] & 0xFF) << 16) | ((number[1] & 0xFF) << 8) | (number[2] & 0xFF);
      assertThat(taken).isGreaterThan(before).isLessThanOrEqualTo(put.get());
      before = taken;
      last = frame.last();
    }
    putter.join();
    assertThat(before).isEqualTo(200_000);
  }
}
