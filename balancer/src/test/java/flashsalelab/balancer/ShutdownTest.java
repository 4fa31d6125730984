package flashsalelab.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A balancer that is told to stop. */
final class ShutdownTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void requestInFlight_isFinished_whileNothingNewIsAccepted() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (RecordingOrigin origin = gated(release)) {
      TestBalancer balancer =
          TestBalancer.before(Map.of("BALANCER_SHUTDOWN_GRACE_MS", "10000"), origin);
      Thread stopping = Thread.ofVirtual().unstarted(balancer::close);
      try (RawClient busy = balancer.client();
          RawClient idle = balancer.client()) {
        busy.send(GET);
        await().until(() -> origin.requests().size() == 1);
        stopping.start();

        await().untilAsserted(() -> assertThat(balancer.admin("/readyz").status()).isEqualTo(503));
        assertThatThrownBy(balancer::client).isInstanceOf(ConnectException.class);
        assertThat(idle.rest()).as("an idle connection is closed").isEmpty();

        release.countDown();
        RawClient.Response response = busy.response();
        assertThat(response.body()).isEqualTo("ok");
        assertThat(response.field("connection")).isEqualTo("close");
        assertThat(busy.rest()).isEmpty();
      }
      stopping.join();
    }
  }

  @Test
  void requestThatOutlastsTheGrace_isCut() throws Exception {
    try (RecordingOrigin origin = gated(new CountDownLatch(1))) {
      TestBalancer balancer =
          TestBalancer.before(Map.of("BALANCER_SHUTDOWN_GRACE_MS", "100"), origin);
      try (RawClient client = balancer.client()) {
        client.send(GET);
        await().until(() -> origin.requests().size() == 1);

        balancer.stop();

        assertThatThrownBy(client::response).isInstanceOf(IOException.class);
      }
    }
  }

  private static RecordingOrigin gated(CountDownLatch release) {
    return new RecordingOrigin(connection -> {
      while (!connection.readRequest().isEmpty()) {
        try {
          release.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
        connection.write(RecordingOrigin.OK);
      }
    });
  }
}
