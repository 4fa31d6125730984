package flashsalelab.jmeter;

import flashsalelab.jmeter.audience.AudienceRun;
import flashsalelab.jmeter.audience.Watch;
import flashsalelab.results.Json;
import flashsalelab.results.Latencies;
import flashsalelab.results.load.Arrivals;
import flashsalelab.results.load.Audience;
import flashsalelab.results.load.AudienceReport;
import flashsalelab.results.load.GeneratorProtocol;
import flashsalelab.results.load.GeneratorReport;
import flashsalelab.results.load.LoadPlan;
import flashsalelab.results.load.Segment;
import flashsalelab.results.load.SegmentReport;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the lab and the generator have to do with each other, from READY to the end of the input:
 * see {@link GeneratorProtocol}.
 */
final class LoadSession {
  private static final Logger log = LoggerFactory.getLogger(LoadSession.class);

  /** What requests in flight are still given when the input has ended. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** What draining may take beyond the timeouts of requests and of arrivals without a slot. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final LoadPlan plan;
  private final Path folder;
  private final ControlLine control;
  private final Duration timeout;
  private final Target target;
  private final SlotPool pool;
  private final Map<String, Segment> toRun = new LinkedHashMap<>();
  private final List<SegmentReport> reports = new ArrayList<>();

  LoadSession(LoadPlan plan, Path folder, ControlLine control) {
    this.plan = plan;
    this.folder = folder;
    this.control = control;
    this.timeout = Duration.ofMillis(plan.requestTimeoutMs());
    this.target = new Target(plan.target());
    this.pool = new SlotPool(PlanReader.slots(plan));
    plan.segments().forEach(segment -> toRun.put(segment.name(), segment));
  }

  /**
   * Runs segments until the input ends.
   *
   * @throws InvalidInput if the lab says what the plan does not hold; what was run before is saved
   */
  void run() throws InvalidInput, IOException, InterruptedException {
    Files.deleteIfExists(delaysFile());
    try (var evidence = new Evidence(folder);
        var orders = new OrderDesk(target, timeout);
        var engine = new JmeterEngine(pool, timeout);
        var deadlines = new RequestDeadlines(pool.slots(), timeout)) {
      Rehearsal.hold();
      engine.awaitReady();
      report();
      log.info(
          "Ready: {} slots, request timeout {}, target {}",
          pool.slots().size(),
          timeout,
          plan.target());
      control.say(GeneratorProtocol.READY);
      Optional<String> line = control.next();
      while (line.isPresent() && !control.ended().isDone()) {
        reports.add(run(segment(line.get()), evidence, orders, deadlines));
        report();
        line = control.next();
      }
    }
  }

  private void report() {
    Json.write(
        folder.resolve(GeneratorProtocol.REPORT_FILE),
        new GeneratorReport(
            "JMeter " + JmeterEngine.version(), "JDK " + Runtime.version(), reports));
  }

  private Segment segment(String line) throws InvalidInput {
    String[] words = line.strip().split(" ", -1);
    Segment segment =
        words.length == 2 && words[0].equals(GeneratorProtocol.RUN) ? toRun.remove(words[1]) : null;
    if (segment == null) {
      throw new InvalidInput(
          "cannot do '%s': expected RUN and one of %s".formatted(line, toRun.keySet()));
    }
    return segment;
  }

  private SegmentReport run(
      Segment segment, Evidence evidence, OrderDesk orders, RequestDeadlines deadlines)
      throws InterruptedException {
    try (Watch watch = watch(segment)) {
      watch.gather();
      return run(segment, evidence, orders, deadlines, watch);
    }
  }

  private SegmentReport run(
      Segment segment, Evidence evidence, OrderDesk orders, RequestDeadlines deadlines, Watch watch)
      throws InterruptedException {
    String name = segment.name();
    SegmentRun run = prepare(segment, evidence);
    long startedAtMs = System.currentTimeMillis();
    evidence.begin(name, startedAtMs);
    run.start();
    watch.begin();
    control.say(GeneratorProtocol.STARTED + " " + name + " " + startedAtMs);
    awaitWindow(run, segment);
    control.say(GeneratorProtocol.WINDOW_CLOSED + " " + name + " " + System.currentTimeMillis());
    watch.endChanges();
    CompletableFuture<Void> stop =
        control
            .ended()
            .thenRun(() -> {
              run.stop();
              deadlines.tighten(GRACE);
            });
    await(run.settled(), timeout.multipliedBy(2).plus(MARGIN));
    var inquiry = new Inquiry(orders, timeout);
    inquiry.settle(run.queued(), run::isStopped, evidence::add);
    AudienceReport audience = watch.end(run::isStopped);
    stop.cancel(false);
    if (!pool.awaitAllIdle(MARGIN)) {
      throw new IllegalStateException("slots were still at work after the end of " + name);
    }
    long drainedAtMs = System.currentTimeMillis();
    SegmentTally tally = await(evidence.end(), MARGIN);
    watch.delays().ifPresent(delays -> Latencies.append(delaysFile(), name, delays));
    SegmentReport report = tally.report(run, inquiry, audience, startedAtMs, drainedAtMs);
    log.info("Segment {}: {}", name, report);
    run.firstFailure()
        .ifPresent(failure ->
            log.warn(
                "Purchases of {} could not be sent, the first because of this", name, failure));
    control.say(
        "%s %s %d %d %d"
            .formatted(
                GeneratorProtocol.DRAINED, name, drainedAtMs, report.requests(), report.decided()));
    return report;
  }

  private Watch watch(Segment segment) {
    Audience audience = segment.audience();
    String token = plan.adminToken();
    return audience == null || token == null
        ? Watch.BY_NOBODY
        : new AudienceRun(
            target.events(segment.sku()),
            target.restocks(segment.sku()),
            token,
            audience,
            Duration.ofMillis(segment.durationMs()),
            timeout);
  }

  private Path delaysFile() {
    return folder.resolve(GeneratorProtocol.DELAYS_FILE);
  }

  private SegmentRun prepare(Segment segment, Evidence evidence) {
    List<URL> urls = segment.skus().stream().map(target::purchases).toList();
    Duration duration = Duration.ofMillis(segment.durationMs());
    return switch (segment.arrivals()) {
      case Arrivals.Closed closed -> new ClosedRun(segment, urls, evidence, pool, closed.users());
      case Arrivals.Open open ->
          open(
              segment,
              urls,
              evidence,
              ArrivalSchedule.poisson(open.ratePerSecond(), duration, open.seed()));
      case Arrivals.Surge surge ->
          open(segment, urls, evidence, ArrivalSchedule.surging(surge, duration));
    };
  }

  private OpenRun open(
      Segment segment, List<URL> urls, Evidence evidence, ArrivalSchedule schedule) {
    return new OpenRun(segment, urls, evidence, schedule, pool, plan.slots(), timeout);
  }

  /** Waits until the segment's time is over, or the input ends. */
  private void awaitWindow(SegmentRun run, Segment segment) throws InterruptedException {
    long end = run.startedAt() + Duration.ofMillis(segment.durationMs()).toNanos();
    try {
      control.ended().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException windowOver) {
      // The normal end.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T await(CompletableFuture<T> what, Duration atMost)
      throws InterruptedException {
    try {
      return what.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a segment was not settled " + atMost + " after its end", e);
    }
  }
}
