package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.ledger.fixture.PostgresProcess;
import flashsalelab.sale.fixture.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.EventSettings;
import jdk.jfr.Recording;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Jetty edge's event loop never waits for anything but its selector. */
@Timeout(120)
final class EventLoopContract {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"sync, 201", "queued, 202"})
  void loop_underPurchasesReadsStreamsAndWaits_neverParksBlocksSleepsOrReadsASocket(
      String pattern, int accepted) {
    try (RedisProcess redis = RedisProcess.start();
        EdgeChild edge =
            EdgeChild.start(
                "jetty",
                Map.of("REDIS_URL", redis.url(), "SHED_ABOVE_MS", "0", "SALE_PATTERN", pattern),
                folder)) {
      edge.awaitStatus("/readyz", 200);
      EdgeLoad load = EdgeLoad.withUndecided(edge.client(), redis::command, accepted);
      LoopUnderLoad.assertNeverWaits(edge, load, folder);
    }
  }

  /** An order of which there is no news, as long as it is held. */
  private record ReservedOrder(String order) implements EdgeLoad.Awaited {
    static ReservedOrder of(Client client) {
      return new ReservedOrder(
          client.buy(client.product(1, 1), "ann", "k", 1).has(201).text("order"));
    }

    @Override
    public void close() {
      // Its hold ends by itself.
    }
  }

  @Test
  void loop_ofASaleInPostgres_neverParksBlocksSleepsOrReadsASocket() {
    try (PostgresProcess database = PostgresProcess.start()) {
      Map<String, String> variables = new HashMap<>(database.variables());
      variables.put("SALE_GUARD", "postgres-conditional");
      variables.put("SHED_ABOVE_MS", "0");
      try (EdgeChild edge = EdgeChild.start("jetty", variables, folder)) {
        edge.awaitStatus("/readyz", 200);
        Client client = edge.client();
        EdgeLoad load = new EdgeLoad(client, () -> ReservedOrder.of(client), 201);
        LoopUnderLoad.assertNeverWaits(edge, load, folder);
      }
    }
  }

  /** What finds nothing proves something only if it would find each of them. */
  @Test
  void recording_ofAThreadThatWaitsInEveryWay_showsEachOfThem() throws Exception {
    Path file = folder.resolve("waits.jfr");
    try (Recording recording = new Recording()) {
      for (String event : LoopRecording.PAUSES) {
        EventSettings settings = recording.enable(event).withoutThreshold();
        if (event.equals("jdk.SocketRead")) {
          settings.with("throttle", "off");
        }
      }
      recording.start();
      CountDownLatch held = new CountDownLatch(1);
      Object monitor = new Object();
      Thread holder = holder(monitor, held);
      held.await();
      Thread loop =
          Thread.ofPlatform().name(LoopUnderLoad.LOOP).start(() -> waitInEveryWay(monitor));
      loop.join();
      holder.join();
      recording.dump(file);
    }
    assertThat(LoopRecording.read(file, LoopUnderLoad.LOOP).own())
        .extracting(event -> event.getEventType().getName())
        .containsAll(LoopRecording.PAUSES);
    assertThat(LoopRecording.read(file, "nobody").own()).isEmpty();
  }

  /** Lets the monitor go only once the other thread is seen to wait for it. */
  private static Thread holder(Object monitor, CountDownLatch held) {
    return Thread.ofPlatform()
        .start(() -> {
          synchronized (monitor) {
            held.countDown();
            Awaitility.await()
                .until(() ->
                    Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread ->
                            thread.getName().equals(LoopUnderLoad.LOOP)
                                && thread.getState() == Thread.State.BLOCKED));
          }
        });
  }

  private static void waitInEveryWay(Object monitor) {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      synchronized (monitor) {
        for (boolean waited = false; !waited; waited = true) {
          monitor.wait(1);
        }
      }
      LockSupport.parkNanos(1_000_000);
      Thread.sleep(1);
      client.getOutputStream().write(1);
      assertThat(accepted.getInputStream().read()).isEqualTo(1);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
