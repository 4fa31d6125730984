package flashsalelab.jmeter;

import static flashsalelab.jmeter.GeneratorRun.closed;
import static flashsalelab.jmeter.GeneratorRun.open;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.results.Json;
import flashsalelab.results.Latencies;
import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.GeneratorProtocol;
import flashsalelab.results.load.HistoryEntry;
import flashsalelab.results.load.LoadPlan;
import flashsalelab.results.load.Segment;
import flashsalelab.results.load.SegmentReport;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JmeterGeneratorTest {
  private static final int LONG_MS = 20_000;

  @TempDir Path folder;

  private static LoadPlan plan(URI target, int slots, long timeoutMs, Segment... segments) {
    return new LoadPlan(target, slots, timeoutMs, List.of(segments));
  }

  @Test
  void open_everyKindOfAnswer_isTakenForWhatItWas() throws Exception {
    var kinds =
        List.of(
            ScriptedServer.RESERVED,
            ScriptedServer.SOLD_OUT,
            ScriptedServer.UNAVAILABLE,
            ScriptedServer.REPLAYED,
            ScriptedServer.HANG_UP,
            ScriptedServer.HALF_AN_ANSWER,
            ScriptedServer.NOT_HTTP);
    var outcomes =
        List.of(
            ClientOutcome.RESERVED,
            ClientOutcome.SOLD_OUT,
            ClientOutcome.UNAVAILABLE,
            ClientOutcome.UNEXPECTED,
            ClientOutcome.CONNECTION_LOST,
            ClientOutcome.CONNECTION_LOST,
            ClientOutcome.UNEXPECTED);
    try (var server = new ScriptedServer(number -> kinds.get(number % kinds.size()));
        var generator =
            new GeneratorRun(folder, plan(server.address(), 1, LONG_MS, open("mixed", 200, 500)))) {
      generator.run("mixed");
      assertThat(generator.end()).isZero();

      // One slot, so that the order of requests is the order of rows. Each came once: no retries.
      List<HistoryEntry> history = generator.history();
      assertThat(history).hasSizeGreaterThan(50);
      assertThat(server.requests())
          .extracting(ScriptedServer.Request::key)
          .containsExactlyElementsOf(history.stream().map(HistoryEntry::key).toList());
      for (int i = 0; i < history.size(); i++) {
        assertThat(history.get(i).outcome()).isEqualTo(outcomes.get(i % outcomes.size()));
      }
      assertThat(history.getFirst().order()).isEqualTo("order-" + history.getFirst().key());
      long decided = history.stream().filter(row -> row.outcome().isDecided()).count();
      assertThat(decided).isBetween(1L, history.size() - 1L);
      assertThat(generator.drained()).containsExactly((long) history.size(), decided);
      assertConsistent(generator, "mixed");
    }
  }

  @Test
  void open_request_isThePurchaseOfTheContract() throws Exception {
    try (var server = new ScriptedServer(number -> ScriptedServer.RESERVED);
        var generator =
            new GeneratorRun(folder, plan(server.address(), 4, LONG_MS, open("s", 100, 200)))) {
      generator.run("s");
      assertThat(generator.end()).isZero();
      assertThat(server.requests())
          .allSatisfy(request -> {
            assertThat(request.line()).isEqualTo("POST /api/products/phone/purchases HTTP/1.1");
            assertThat(request.headers()).containsEntry("content-type", "application/json");
            assertThat(request.key()).matches("k-s-\\d+");
            String buyer = request.key().replaceFirst("k", "b");
            assertThat(request.body()).isEqualTo("{\"buyer\":\"" + buyer + "\",\"quantity\":1}");
          })
          .extracting(ScriptedServer.Request::key)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void open_segments_useTheSameConnections() throws Exception {
    try (var server = new ScriptedServer(number -> ScriptedServer.RESERVED);
        var generator =
            new GeneratorRun(
                folder,
                plan(server.address(), 1, LONG_MS, open("a", 100, 200), closed("b", 1, 200)))) {
      generator.run("a").run("b");
      assertThat(generator.end()).isZero();
      assertThat(server.connections()).isEqualTo(1);
      assertConsistent(generator, "a");
      assertConsistent(generator, "b");
    }
  }

  /** Coordinated omission would hide the stall from all but the one request that met it. */
  @Test
  void open_serverStallsOnce_everyQueuedArrivalCountsItsWait() throws Exception {
    long stallMs = 300;
    try (var server =
            new ScriptedServer(number ->
                number == 0 ? ScriptedServer.RESERVED.after(stallMs) : ScriptedServer.RESERVED);
        var generator =
            new GeneratorRun(folder, plan(server.address(), 1, LONG_MS, open("s", 200, 400)))) {
      generator.run("s");
      assertThat(generator.end()).isZero();
      long endOfStallUs = generator.history().getFirst().intendedUs() + stallMs * 1000;
      List<HistoryEntry> queued =
          generator.history().stream().filter(row -> row.intendedUs() < endOfStallUs).toList();
      assertThat(queued).hasSizeGreaterThan(20);
      assertThat(queued).allMatch(row -> row.completedUs() >= endOfStallUs);
      assertThat(generator.report("s").waitedForSlot()).isGreaterThanOrEqualTo(queued.size() - 1);
      assertThat(generator.report("s").maxInFlight()).isEqualTo(1);
    }
  }

  @Test
  void open_noSlotInTime_arrivalsExpireUnsent() throws Exception {
    long timeoutMs = 150;
    try (var server = new ScriptedServer(number -> ScriptedServer.SILENCE);
        var generator =
            new GeneratorRun(folder, plan(server.address(), 1, timeoutMs, open("s", 100, 600)))) {
      generator.run("s");
      assertThat(generator.end()).isZero();
      SegmentReport report = generator.report("s");
      assertThat(report.count(ClientOutcome.EXPIRED)).isGreaterThan(10);
      assertThat(report.count(ClientOutcome.TIMEOUT)).isEqualTo(report.sent());
      assertThat(report.sent()).isEqualTo(server.requests().size());
      assertThat(generator.history())
          .allMatch(row -> row.latencyUs() >= timeoutMs * 1000 && row.status() == 0);
      assertConsistent(generator, "s");
    }
  }

  @Test
  void open_answerDripsForEver_isCutAtTheTimeout() throws Exception {
    try (var server = new ScriptedServer(number -> ScriptedServer.DRIP);
        var generator =
            new GeneratorRun(folder, plan(server.address(), 50, 200, open("s", 100, 100)))) {
      generator.run("s");
      assertThat(generator.end()).isZero();
      SegmentReport report = generator.report("s");
      assertThat(report.count(ClientOutcome.TIMEOUT)).isEqualTo(report.scheduled()).isPositive();
    }
  }

  @Test
  void open_nobodyListens_connectFailed() throws Exception {
    URI nobody;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort());
    }
    try (var generator = new GeneratorRun(folder, plan(nobody, 5, LONG_MS, open("s", 100, 200)))) {
      generator.run("s");
      assertThat(generator.end()).isZero();
      SegmentReport report = generator.report("s");
      assertThat(report.count(ClientOutcome.CONNECT_FAILED))
          .isEqualTo(report.scheduled())
          .isPositive();
    }
  }

  @Test
  void closed_users_areInFlightAllTheTime() throws Exception {
    var allHere = new CountDownLatch(3);
    try (var server =
            new ScriptedServer(number ->
                number < 3 ? ScriptedServer.RESERVED.afterAll(allHere) : ScriptedServer.RESERVED);
        var generator =
            new GeneratorRun(folder, plan(server.address(), 1, LONG_MS, closed("c", 3, 400)))) {
      generator.run("c");
      assertThat(generator.end()).isZero();
      SegmentReport report = generator.report("c");
      assertThat(report.scheduled()).isEqualTo(report.sent()).isGreaterThan(2);
      assertThat(report.maxInFlight()).isEqualTo(3);
      assertThat(server.mostAtOnce()).isEqualTo(3);
      assertThat(server.connections()).isEqualTo(3);
      assertThat(server.requests())
          .hasSize((int) report.sent())
          .extracting(ScriptedServer.Request::key)
          .doesNotHaveDuplicates();
      assertConsistent(generator, "c");
    }
  }

  @Test
  void inputEnds_inMidSegment_keepsWhatWasRecorded() throws Exception {
    try (var server = new ScriptedServer(number -> ScriptedServer.RESERVED);
        var generator =
            new GeneratorRun(folder, plan(server.address(), 2, LONG_MS, open("s", 50, 600_000)))) {
      generator.say("RUN s");
      server.awaitFirstRequest();
      assertThat(generator.end()).isZero();
      SegmentReport report = generator.report("s");
      assertThat(report.sent()).isPositive();
      assertThat(report.droppedByGenerator()).isPositive();
      assertConsistent(generator, "s");
    }
  }

  @Test
  void inputEnds_serverSilent_cutsWhatIsInFlight() throws Exception {
    try (var server = new ScriptedServer(number -> ScriptedServer.SILENCE);
        var generator =
            new GeneratorRun(folder, plan(server.address(), 2, 600_000, closed("s", 2, 600_000)))) {
      generator.say("RUN s");
      server.awaitFirstRequest();
      assertThat(generator.end()).isZero();
      SegmentReport report = generator.report("s");
      assertThat(report.count(ClientOutcome.TIMEOUT)).isEqualTo(report.scheduled()).isPositive();
    }
  }

  @Test
  void say_unknownSegment_endsWithWhatWasExpected() throws Exception {
    try (var generator =
        new GeneratorRun(
            folder, plan(URI.create("http://127.0.0.1:1"), 1, 100, open("s", 1, 100)))) {
      generator.say("RUN other");
      assertThat(generator.awaitExit()).isEqualTo(2);
      assertThat(generator.errors()).contains("RUN other").contains("[s]").hasLineCount(1);
    }
  }

  /** As the lab starts it: nothing but the protocol may be on standard output. */
  @Test
  void process_wholeLife_speaksTheProtocolOnly() throws Exception {
    try (var server = new ScriptedServer(number -> ScriptedServer.RESERVED)) {
      Json.write(
          folder.resolve(GeneratorProtocol.PLAN_FILE),
          plan(server.address(), 5, LONG_MS, open("s", 100, 300)));
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  JmeterGenerator.class.getName(),
                  folder.toString())
              .redirectError(new File(folder.toFile(), "errors.txt"))
              .start();
      try (var out = process.inputReader()) {
        try (var in = process.outputWriter()) {
          in.write("RUN s\n");
          in.flush();
          assertThat(out.readLine()).isEqualTo("READY");
          assertThat(out.readLine()).startsWith("STARTED s ");
          assertThat(out.readLine()).startsWith("WINDOW_CLOSED s ");
          assertThat(out.readLine()).startsWith("DRAINED s ");
        }
        assertThat(out.readLine()).isNull();
        assertThat(process.waitFor()).isZero();
      } finally {
        process.destroyForcibly();
      }
      assertThat(folder.resolve("errors.txt")).content().contains("Segment s");
    }
  }

  /** Report, history and histograms tell the same story. */
  private void assertConsistent(GeneratorRun generator, String segment) throws Exception {
    SegmentReport report = generator.report(segment);
    Map<ClientOutcome, Long> inHistory =
        generator.history().stream()
            .filter(row -> row.segment().equals(segment))
            .collect(Collectors.groupingBy(HistoryEntry::outcome, Collectors.counting()));
    assertThat(inHistory).isEqualTo(report.outcomes());
    assertThat(sum(inHistory) + report.droppedByGenerator()).isEqualTo(report.scheduled());
    assertThat(report.sent()).isEqualTo(sum(inHistory) - report.count(ClientOutcome.EXPIRED));

    Map<String, Long> expected =
        report.outcomes().entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> GeneratorProtocol.tag(segment, entry.getKey()), Map.Entry::getValue));
    assertThat(latencyCounts(segment, report)).isEqualTo(expected);
    Histogram late =
        Latencies.byTag(folder.resolve(GeneratorProtocol.LATENESS_FILE))
            .getOrDefault(segment, Latencies.empty());
    assertThat(late.getTotalCount()).isLessThanOrEqualTo(report.sent());
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<String, Long> latencyCounts(String segment, SegmentReport report) throws Exception {
    var counts = new HashMap<String, Long>();
    try (var reader =
        new HistogramLogReader(folder.resolve(GeneratorProtocol.LATENCY_FILE).toFile())) {
      while (reader.hasNext()) {
        if (reader.nextIntervalHistogram() instanceof Histogram interval
            && interval.getTag().startsWith(segment + "_")) {
          counts.merge(interval.getTag(), interval.getTotalCount(), Long::sum);
          assertThat(interval.getStartTimeStamp())
              .as("an absolute time")
              .isGreaterThanOrEqualTo(report.startedAtMs());
        }
      }
    }
    return counts;
  }
}
