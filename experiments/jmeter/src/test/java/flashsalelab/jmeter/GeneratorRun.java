package flashsalelab.jmeter;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.results.Json;
import flashsalelab.results.load.Arrivals;
import flashsalelab.results.load.Audience;
import flashsalelab.results.load.GeneratorProtocol;
import flashsalelab.results.load.GeneratorReport;
import flashsalelab.results.load.History;
import flashsalelab.results.load.HistoryEntry;
import flashsalelab.results.load.LoadPlan;
import flashsalelab.results.load.Segment;
import flashsalelab.results.load.SegmentReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A generator that runs in this JVM, spoken to as the lab would. */
final class GeneratorRun implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;
  private static final String SKU = "phone";

  private final Path folder;
  private final PipedOutputStream input = new PipedOutputStream();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private String drained = "";

  GeneratorRun(Path folder, LoadPlan plan) throws IOException {
    this.folder = folder;
    Json.write(folder.resolve(GeneratorProtocol.PLAN_FILE), plan);
    var in = new PipedInputStream(input);
    var out =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
          @Override
          public void println(String line) {
            lines.add(line);
          }
        };
    Thread.ofPlatform()
        .start(() ->
            exit.complete(
                JmeterGenerator.run(
                    new String[] {folder.toString()},
                    in,
                    out,
                    new PrintStream(errors, true, StandardCharsets.UTF_8))));
    assertThat(line()).isEqualTo(GeneratorProtocol.READY);
  }

  static Segment open(String name, double rate, long durationMs) {
    return new Segment(name, SKU, new Arrivals.Open(rate, 7), durationMs);
  }

  static Segment closed(String name, int users, long durationMs) {
    return new Segment(name, SKU, new Arrivals.Closed(users), durationMs);
  }

  static Segment watched(String name, double rate, long durationMs, Audience audience) {
    return new Segment(name, SKU, new Arrivals.Open(rate, 7), durationMs, audience);
  }

  /** Says a line to the generator. */
  void say(String line) throws IOException {
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  /** The next line that the generator says. */
  String line() {
    try {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(line).as("a line from the generator; its errors: %s", errors).isNotNull();
      return String.valueOf(line);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a segment from RUN to DRAINED. */
  GeneratorRun run(String segment) throws IOException {
    say("RUN " + segment);
    assertThat(line()).matches("STARTED " + segment + " \\d{13}");
    assertThat(line()).matches("WINDOW_CLOSED " + segment + " \\d{13}");
    drained = line();
    assertThat(drained).matches("DRAINED " + segment + " \\d{13} \\d+ \\d+");
    return this;
  }

  /** How many requests and how many decisions the last segment said that it had. */
  List<Long> drained() {
    String[] words = drained.split(" ", -1);
    return List.of(Long.valueOf(words[3]), Long.valueOf(words[4]));
  }

  /** Ends the input, and returns the exit code. */
  int end() throws IOException {
    input.close();
    return awaitExit();
  }

  /** Waits for the exit code of a generator that ends by itself. */
  int awaitExit() {
    return exit.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  SegmentReport report(String segment) throws IOException {
    return Json.read(folder.resolve(GeneratorProtocol.REPORT_FILE), GeneratorReport.class)
        .segments()
        .stream()
        .filter(report -> report.name().equals(segment))
        .findFirst()
        .orElseThrow();
  }

  List<HistoryEntry> history() throws IOException {
    return History.read(folder.resolve(GeneratorProtocol.HISTORY_FILE));
  }

  @Override
  public void close() throws IOException {
    end();
  }
}
