package flashsalelab.jmeter;

import static flashsalelab.jmeter.GeneratorRun.closed;
import static flashsalelab.jmeter.GeneratorRun.open;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.jmeter.ScriptedServer.Reply;
import flashsalelab.results.load.ClientOutcome;
import flashsalelab.results.load.HistoryEntry;
import flashsalelab.results.load.LoadPlan;
import flashsalelab.results.load.Segment;
import flashsalelab.results.load.SegmentReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Purchases that are accepted first, and decided later. */
final class DecisionsLaterTest {
  private static final int LONG_MS = 20_000;
  private static final String ACCEPTED = "2026-01-01T00:00:00.100Z";
  private static final String DECIDED = "2026-01-01T00:00:00.350Z";

  @TempDir Path folder;

  private static LoadPlan plan(ScriptedServer server, long timeoutMs, Segment segment) {
    return new LoadPlan(server.address(), 1, timeoutMs, List.of(segment));
  }

  /** Accepts every purchase; an order is asked for so often in vain before it is told. */
  private static Reply acceptingThen(int asksBefore, String told) {
    Map<String, Integer> asks = new ConcurrentHashMap<>();
    return (request, out) -> {
      if (request.line().startsWith("POST")) {
        String body = "{\"outcome\":\"queued\",\"order\":\"phone~%s\"}".formatted(request.key());
        ScriptedServer.answer(out, 202, body);
      } else {
        assertThat(request.line()).matches("GET /api/orders/phone~k-s-\\d+ HTTP/1.1");
        int ask = asks.merge(request.line(), 1, Integer::sum);
        ScriptedServer.answer(out, 200, ask > asksBefore ? told : order("QUEUED", ""));
      }
    };
  }

  private static String order(String state, String more) {
    String decision =
        state.equals("QUEUED") ? "" : ",{\"state\":\"%s\",\"at\":\"%s\"}".formatted(state, DECIDED);
    return "{\"state\":\"%s\",%s\"history\":[{\"state\":\"QUEUED\",\"at\":\"%s\"}%s]}"
        .formatted(state, more, ACCEPTED, decision);
  }

  private SegmentReport run(GeneratorRun generator) throws Exception {
    generator.run("s");
    assertThat(generator.end()).isZero();
    return generator.report("s");
  }

  @Test
  void run_queued_isSettledByItsOrder() throws Exception {
    Reply reply = acceptingThen(2, order("RESERVED", ""));
    try (var server = new ScriptedServer(number -> reply);
        var generator = new GeneratorRun(folder, plan(server, LONG_MS, open("s", 100, 300)))) {
      SegmentReport report = run(generator);

      List<HistoryEntry> history = generator.history();
      assertThat(history).hasSizeGreaterThan(10).hasSize((int) report.scheduled());
      assertThat(history)
          .allSatisfy(entry -> {
            assertThat(entry.outcome()).isEqualTo(ClientOutcome.RESERVED);
            assertThat(entry.status()).isEqualTo(202);
            assertThat(entry.order()).isEqualTo("phone~" + entry.key());
            // The moments are the sale's, so the asking counts for nothing.
            assertThat(entry.latencyUs() - entry.acknowledgedUs()).isEqualTo(250_000);
          });
      assertThat(report.count(ClientOutcome.RESERVED)).isEqualTo(report.scheduled());
      assertThat(report.asked()).isEqualTo(3 * report.scheduled());
      assertThat(report.askedInVain()).isZero();
    }
  }

  @Test
  void run_queued_freesTheSlotAtOnce() throws Exception {
    Reply reply = acceptingThen(0, order("RESERVED", ""));
    try (var server = new ScriptedServer(number -> reply);
        var generator = new GeneratorRun(folder, plan(server, LONG_MS, closed("s", 2, 300)))) {
      SegmentReport report = run(generator);

      // Were a user to wait for decisions that take 250 ms, it could send two.
      assertThat(report.sent()).isGreaterThan(20);
      assertThat(report.maxInFlight()).isEqualTo(2);
      List<String> lines = server.requests().stream().map(request -> request.line()).toList();
      long purchases = lines.stream().filter(line -> line.startsWith("POST")).count();
      assertThat(lines.subList(0, (int) purchases)).allMatch(line -> line.startsWith("POST"));
    }
  }

  @Test
  void run_rejected_hasTheReasonAsOutcome() throws Exception {
    Map<String, ClientOutcome> reasons =
        Map.of(
            "sold_out", ClientOutcome.SOLD_OUT,
            "limit_reached", ClientOutcome.LIMIT_REACHED,
            "sale_closed", ClientOutcome.SALE_CLOSED,
            "sale_not_open", ClientOutcome.SALE_NOT_OPEN);
    for (Map.Entry<String, ClientOutcome> reason : reasons.entrySet()) {
      String told = order("REJECTED", "\"reason\":\"%s\",".formatted(reason.getKey()));
      Reply reply = acceptingThen(0, told);
      try (var server = new ScriptedServer(number -> reply);
          var generator = new GeneratorRun(folder, plan(server, LONG_MS, open("s", 50, 200)))) {
        SegmentReport report = run(generator);

        assertThat(report.outcomes()).containsOnlyKeys(reason.getValue());
      }
    }
  }

  @Test
  void run_neverDecided_isGivenUpAndStaysQueued() throws Exception {
    Reply reply = acceptingThen(Integer.MAX_VALUE, "");
    try (var server = new ScriptedServer(number -> reply);
        var generator = new GeneratorRun(folder, plan(server, 400, open("s", 50, 200)))) {
      SegmentReport report = run(generator);

      assertThat(report.outcomes()).containsOnlyKeys(ClientOutcome.QUEUED);
      assertThat(report.decided()).isZero();
      assertThat(generator.history())
          .isNotEmpty()
          .allMatch(entry -> entry.outcome().isError() && entry.wasQueued());
    }
  }

  @Test
  void run_ordersAreNotToBeHad_countsWhatWasAskedInVain() throws Exception {
    Reply reply =
        (request, out) -> {
          if (request.line().startsWith("POST")) {
            ScriptedServer.answer(out, 202, "{\"outcome\":\"queued\",\"order\":\"o\"}");
          } else {
            out.close();
          }
        };
    try (var server = new ScriptedServer(number -> reply);
        var generator = new GeneratorRun(folder, plan(server, 300, open("s", 50, 200)))) {
      SegmentReport report = run(generator);

      assertThat(report.askedInVain()).isEqualTo(report.asked()).isPositive();
      assertThat(report.outcomes()).containsOnlyKeys(ClientOutcome.QUEUED);
    }
  }

  @Test
  void inputEnds_whileOrdersAreAskedFor_keepsWhatIsKnown() throws Exception {
    Reply reply = acceptingThen(Integer.MAX_VALUE, "");
    try (var server = new ScriptedServer(number -> reply);
        var generator = new GeneratorRun(folder, plan(server, 600_000, open("s", 50, 200)))) {
      generator.say("RUN s");
      assertThat(generator.line()).startsWith("STARTED");
      assertThat(generator.line()).startsWith("WINDOW_CLOSED");

      assertThat(generator.end()).isZero();
      assertThat(generator.report("s").outcomes()).containsOnlyKeys(ClientOutcome.QUEUED);
    }
  }
}
