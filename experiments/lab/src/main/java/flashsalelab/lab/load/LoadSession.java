package flashsalelab.lab.load;

import flashsalelab.lab.launch.Generator;
import flashsalelab.results.Json;
import flashsalelab.results.load.GeneratorProtocol;
import flashsalelab.results.load.GeneratorReport;
import flashsalelab.results.load.LoadPlan;
import flashsalelab.results.load.Segment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One load generator at work on one plan: the lab's side of {@link GeneratorProtocol}. One thread
 * uses it.
 */
public final class LoadSession {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  /** How long a word may be overdue before the generator counts as hung. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String END = "\0end";

  private final Generator generator;
  private final LoadPlan plan;
  private final Path folder;
  private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

  private LoadSession(Generator generator, LoadPlan plan, Path folder) {
    this.generator = generator;
    this.plan = plan;
    this.folder = folder;
  }

  /**
   * Writes the plan to the folder and starts a generator on it; does not wait until it is ready.
   *
   * @param start starts a generator on a folder
   */
  public static LoadSession open(Function<Path, Generator> start, LoadPlan plan, Path folder) {
    Json.write(folder.resolve(GeneratorProtocol.PLAN_FILE), plan);
    var session = new LoadSession(start.apply(folder), plan, folder);
    Thread.ofVirtual().name("generator-words").start(session::listen);
    return session;
  }

  private void listen() {
    try (BufferedReader output = generator.output()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        words.add(line);
      }
    } catch (IOException closed) {
      words.add(END);
      return;
    }
    words.add(END);
  }

  /**
   * Waits until the generator can take orders.
   *
   * @throws LoadException if it ends or takes too long
   */
  public void awaitReady() {
    expect(GeneratorProtocol.READY, 0, START_LIMIT);
  }

  /**
   * How a segment ended.
   *
   * @param requests how many were answered, failed or expired
   * @param decided how many of them were answered with a decision
   * @param behind how long after the last arrival the last of them was
   */
  public record Drained(long requests, long decided, Duration behind) {}

  /** Runs one segment and returns when every request of it is settled. */
  public Drained run(Segment segment) {
    return run(segment, () -> {}, () -> {});
  }

  /**
   * Runs one segment and returns when every request of it is settled.
   *
   * @param started called when the first arrival may come
   * @param windowClosed called when the segment's time is over
   * @throws LoadException if the generator ends or falls silent
   */
  public Drained run(Segment segment, Runnable started, Runnable windowClosed) {
    tell(GeneratorProtocol.RUN + " " + segment.name());
    expect(GeneratorProtocol.STARTED + " " + segment.name(), 1, PATIENCE);
    started.run();
    List<Long> closed =
        expect(
            GeneratorProtocol.WINDOW_CLOSED + " " + segment.name(),
            1,
            PATIENCE.plusMillis(segment.durationMs()));
    windowClosed.run();
    List<Long> drained =
        expect(
            GeneratorProtocol.DRAINED + " " + segment.name(),
            3,
            PATIENCE.plusMillis(2 * plan.requestTimeoutMs()));
    return new Drained(
        drained.get(1), drained.get(2), Duration.ofMillis(drained.getFirst() - closed.getFirst()));
  }

  /**
   * Ends the generator and reads its report.
   *
   * @throws LoadException if it does not end well or leaves no report
   */
  public GeneratorReport finish() {
    try {
      generator.input().close();
      int exitCode = generator.awaitEnd(END_LIMIT);
      if (exitCode != 0) {
        throw failure("the load generator ended with exit code " + exitCode);
      }
      return Json.read(folder.resolve(GeneratorProtocol.REPORT_FILE), GeneratorReport.class);
    } catch (IOException e) {
      throw new LoadException("the load generator left no report: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LoadException("the wait for the load generator's end was interrupted", e);
    }
  }

  private void tell(String line) {
    try {
      Writer input = generator.input();
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw failure("the load generator does not take orders (%s)".formatted(e.getMessage()));
    }
  }

  /** Waits for a word and returns the numbers that follow it. */
  private List<Long> expect(String word, int numbers, Duration limit) {
    try {
      String line = words.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw failure("the load generator did not say %s within %s".formatted(word, limit));
      }
      if (line.equals(END)) {
        throw failure("the load generator ended before it said " + word);
      }
      if (!line.matches(Pattern.quote(word) + "( \\d{1,18}){" + numbers + "}")) {
        throw failure(
            "the load generator said '%s' instead of %s and %d numbers"
                .formatted(line, word, numbers));
      }
      return Pattern.compile(" ")
          .splitAsStream(line.substring(word.length()))
          .filter(Predicate.not(String::isEmpty))
          .map(Long::valueOf)
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LoadException("the wait for the load generator was interrupted", e);
    }
  }

  private LoadException failure(String what) {
    return new LoadException("%s; its last log lines:%n%s".formatted(what, generator.lastWords()));
  }
}
