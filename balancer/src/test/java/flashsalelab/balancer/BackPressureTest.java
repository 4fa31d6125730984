package flashsalelab.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * A reader that stops makes the writer stop: what lies between them is bounded by buffers, not by
 * the body's size.
 */
final class BackPressureTest {
  private static final int PIECE = 65_536;
  private static final long BODY = 64L * 1_024 * 1_024;

  /**
   * The two sockets' kernel buffers may hold some megabytes on each side; the balancer adds less
   * than one.
   */
  private static final long BOUND = BODY / 2;

  private static final int SMALL_BUFFER = 16_384;

  @Test
  void clientThatDoesNotRead_stopsTheUpstream() throws Exception {
    AtomicLong written = new AtomicLong();
    try (RecordingOrigin origin =
            new RecordingOrigin(connection -> {
              connection.socket().setSendBufferSize(SMALL_BUFFER);
              connection.readRequest();
              connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + BODY + "\r\n\r\n");
              byte[] piece = new byte[PIECE];
              for (long sent = 0; sent < BODY; sent += PIECE) {
                connection.out().write(piece);
                written.addAndGet(PIECE);
              }
            });
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client(SMALL_BUFFER)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      client.head();

      awaitStandstill(written);
      assertThat(written.get()).isBetween((long) PIECE, BOUND);
      assertThat(client.skip(BODY)).isEqualTo(BODY);
      assertThat(written.get()).isEqualTo(BODY);
    }
  }

  @Test
  void upstreamThatDoesNotRead_stopsTheClient() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    AtomicLong received = new AtomicLong();
    AtomicLong written = new AtomicLong();
    try (RecordingOrigin origin =
            new RecordingOrigin(connection -> {
              connection.readHead();
              awaitQuietly(read);
              byte[] piece = new byte[PIECE];
              while (received.get() < BODY) {
                received.addAndGet(connection.in().read(piece));
              }
              connection.write(RecordingOrigin.OK);
            });
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + BODY + "\r\n\r\n");
      Thread sender = Thread.ofVirtual().start(() -> sendBody(client, written));

      awaitStandstill(written);
      assertThat(written.get()).isBetween((long) PIECE, BOUND);
      read.countDown();
      assertThat(client.response().status()).isEqualTo(200);
      assertThat(received.get()).isEqualTo(BODY);
      sender.join();
    }
  }

  @Test
  void pipelinedRequests_waitInTheSocket_whileOneIsAnswered() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    AtomicLong written = new AtomicLong();
    try (RecordingOrigin origin =
            new RecordingOrigin(connection -> {
              connection.readRequest();
              awaitQuietly(answer);
              connection.write(RecordingOrigin.OK);
            });
        TestBalancer balancer = TestBalancer.before(origin);
        RawClient client = balancer.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> origin.requests().size() == 1);
      Thread.ofVirtual().start(() -> sendBody(client, written));

      awaitStandstill(written);
      assertThat(written.get()).isBetween((long) PIECE, BOUND);
      answer.countDown();
      assertThat(client.response().status()).isEqualTo(200);
      assertThat(client.response().status()).as("what followed was no request line").isEqualTo(414);
    }
  }

  private static void sendBody(RawClient client, AtomicLong written) {
    byte[] piece = new byte[PIECE];
    try {
      for (long sent = 0; sent < BODY; sent += PIECE) {
        client.send(piece);
        written.addAndGet(PIECE);
      }
    } catch (java.io.IOException closed) {
      // the test is over
    }
  }

  private static void awaitStandstill(AtomicLong counter) {
    AtomicLong last = new AtomicLong(-1);
    await()
        .pollInterval(Duration.ofMillis(300))
        .until(() -> counter.get() > 0 && last.getAndSet(counter.get()) == counter.get());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
