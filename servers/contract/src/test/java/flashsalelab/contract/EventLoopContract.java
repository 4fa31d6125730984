package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.ledger.fixture.PostgresProcess;
import flashsalelab.sale.fixture.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jfr.EventSettings;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Jetty edge's event loop never waits for anything but its selector. */
@Timeout(120)
final class EventLoopContract {
  private static final String LOOP = "event-loop";
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration LOAD = Duration.ofSeconds(8);
  private static final int BUYERS = 16;
  private static final int STREAMS = 60;

  @TempDir private Path folder;

  @Test
  void loop_underPurchasesReadsStreamsAndWaits_neverParksBlocksSleepsOrReadsASocket()
      throws Exception {
    try (RedisProcess redis = RedisProcess.start();
        EdgeChild edge =
            EdgeChild.start(
                "jetty", Map.of("REDIS_URL", redis.url(), "SHED_ABOVE_MS", "0"), folder)) {
      edge.awaitStatus("/readyz", 200);
      neverPauses(edge, undecided(edge.client(), redis));
    }
  }

  @Test
  void loop_ofASaleInPostgres_neverParksBlocksSleepsOrReadsASocket() throws Exception {
    try (PostgresProcess database = PostgresProcess.start()) {
      Map<String, String> variables = new HashMap<>(database.variables());
      variables.put("SALE_GUARD", "postgres-conditional");
      variables.put("SHED_ABOVE_MS", "0");
      try (EdgeChild edge = EdgeChild.start("jetty", variables, folder)) {
        edge.awaitStatus("/readyz", 200);
        Client client = edge.client();
        neverPauses(edge, client.buy(client.product(1, 1), "ann", "k", 1).has(201).text("order"));
      }
    }
  }

  /**
   * @param waitedFor an order that buyers wait for
   */
  private void neverPauses(EdgeChild edge, String waitedFor) {
    AtomicLong answers = new AtomicLong();
    load(edge.client(), waitedFor, WARM_UP, answers);
    edge.record(LoopRecording.settings());
    answers.set(0);
    load(edge.client(), waitedFor, LOAD, answers);
    Path file = folder.resolve("loop.jfr");
    edge.dumpRecording(file);

    LoopRecording recording = LoopRecording.read(file, LOOP);
    assertThat(answers).hasValueGreaterThan(1_000);
    assertThat(recording.others()).as("pauses of other threads").isPositive();
    assertThat(recording.own()).as(shown(recording)).isEmpty();
    assertThat(edge.client().get("/metrics").body())
        .contains("edge_handler_threads{kind=\"platform\"} 1.0");
  }

  private static String shown(LoopRecording recording) {
    return "%d pauses of the event loop, here: %s"
        .formatted(
            recording.own().size(),
            recording.own().stream()
                .collect(Collectors.groupingBy(EventLoopContract::where, Collectors.counting())));
  }

  private static String where(RecordedEvent event) {
    return event.getEventType().getName()
        + event.getStackTrace().getFrames().stream()
            .limit(12)
            .map(frame ->
                "%n  at %s.%s:%d"
                    .formatted(
                        frame.getMethod().getType().getName(),
                        frame.getMethod().getName(),
                        frame.getLineNumber()))
            .collect(Collectors.joining());
  }

  /** Everything that an edge does for buyers, at once. */
  private void load(Client client, String waitedFor, Duration duration, AtomicLong answers) {
    String sku = client.product(1_000_000, 1);
    String paid = client.buy(sku, "first", "k", 1).has(201).text("order");
    List<EventStream> streams = new ArrayList<>();
    long end = System.nanoTime() + duration.toNanos();
    Stream<CompletableFuture<?>> buyers =
        IntStream.range(0, BUYERS)
            .mapToObj(i ->
                until(
                    end,
                    round -> {
                      client.buy(sku, Client.fresh("buyer"), "k", 1).has(201);
                      if (round % 4 == 0) {
                        client.seen(sku);
                        client.order(paid).has(200);
                      }
                      answers.incrementAndGet();
                    }));
    Stream<CompletableFuture<?>> waiting =
        IntStream.range(0, 8)
            .mapToObj(i ->
                until(
                    end,
                    round ->
                        client
                            .send(client.request("/api/orders/" + waitedFor).header("Prefer", "wait=1"))
                            .has(200)));
    CompletableFuture<?> comingAndGoing =
        until(
            end,
            round -> {
              try (EventStream stream = client.events("/api/orders/" + paid + "/events")) {
                stream.next(Duration.ofSeconds(5));
              }
            });
    for (int i = 0; i < STREAMS; i++) {
      streams.add(client.events("/api/products/" + sku + "/events"));
    }
    Stream.concat(Stream.of(comingAndGoing), Stream.concat(buyers, waiting))
        .toList()
        .forEach(CompletableFuture::join);
    assertThat(streams)
        .allSatisfy(stream -> assertThat(stream.poll(Duration.ofSeconds(5))).isNotNull());
    streams.forEach(EventStream::close);
  }

  private interface Round {
    void run(int number);
  }

  private static CompletableFuture<?> until(long end, Round round) {
    return CompletableFuture.runAsync(
        () -> {
          for (int i = 0; System.nanoTime() < end; i++) {
            round.run(i);
          }
        },
        Thread::startVirtualThread);
  }

  private static String undecided(Client client, RedisProcess redis) {
    String sku = client.product(5, 1);
    redis.command("DEL sale:{%s}:stock".formatted(sku));
    redis.command("LPUSH sale:{%s}:stock broken".formatted(sku));
    return client.buy(sku, "ann", "k1", 1).has(202).text("order");
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
      Thread loop = Thread.ofPlatform().name(LOOP).start(() -> waitInEveryWay(monitor));
      loop.join();
      holder.join();
      recording.dump(file);
    }
    assertThat(LoopRecording.read(file, LOOP).own())
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
                            thread.getName().equals(LOOP)
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
