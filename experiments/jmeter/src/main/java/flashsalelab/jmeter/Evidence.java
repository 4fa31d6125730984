package flashsalelab.jmeter;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import flashsalelab.results.load.GeneratorProtocol;
import flashsalelab.results.load.HistoryEntry;
import flashsalelab.results.load.HistoryWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes what became of every purchase: the history and the two histogram logs, an interval a
 * second.
 *
 * <p>Slots only add to a queue without locks; one thread polls it, counts and writes, so that
 * histograms need no synchronization and no slot wakes anyone. Calls and purchases are worked off
 * in the order in which they were made.
 */
final class Evidence implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(5);

  private sealed interface Entry {}

  private record Begin(SegmentTally tally) implements Entry {}

  private record Add(Settled settled) implements Entry {}

  private record End(CompletableFuture<SegmentTally> tallied) implements Entry {}

  private record Close() implements Entry {}

  private final Queue<Entry> queue = new ConcurrentLinkedQueue<>();
  private final HistoryWriter history;
  private final HistogramLog latency;
  private final HistogramLog lateness;
  private final Thread thread;
  private @Nullable SegmentTally tally;
  private long nextInterval;

  /** Opens the files in a folder, replacing what is there. */
  Evidence(Path folder) throws IOException {
    long now = System.currentTimeMillis();
    history = new HistoryWriter(folder.resolve(GeneratorProtocol.HISTORY_FILE));
    latency =
        new HistogramLog(
            folder.resolve(GeneratorProtocol.LATENCY_FILE), "latency from the intended start", now);
    lateness =
        new HistogramLog(
            folder.resolve(GeneratorProtocol.LATENESS_FILE), "the generator's own lateness", now);
    thread = Thread.ofPlatform().name("evidence").start(this::work);
  }

  /** Begins a segment; the one before must have ended. */
  void begin(String segment, long startMs) {
    queue.add(new Begin(new SegmentTally(segment, startMs)));
  }

  /** Records a purchase of the segment that runs. Any thread. */
  void add(Settled settled) {
    queue.add(new Add(settled));
  }

  /** Ends the segment that runs: completes when all that was added is tallied and written. */
  CompletableFuture<SegmentTally> end() {
    var tallied = new CompletableFuture<SegmentTally>();
    queue.add(new End(tallied));
    return tallied;
  }

  private void work() {
    try {
      while (true) {
        Entry entry = queue.poll();
        if (entry instanceof Close) {
          return;
        }
        if (entry != null) {
          handle(entry);
        } else {
          writeDueInterval();
          LockSupport.parkNanos(POLL.toNanos());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the evidence of the load", e);
    }
  }

  private void handle(Entry entry) throws IOException {
    switch (entry) {
      case Begin begin -> {
        tally = begin.tally();
        nextInterval = System.nanoTime() + INTERVAL.toNanos();
      }
      case Add add -> record(add.settled());
      case End end -> {
        SegmentTally ended = running();
        writeInterval(ended);
        tally = null;
        end.tallied().complete(ended);
      }
      case Close close -> throw new IllegalStateException("handled before: " + close);
    }
  }

  private void record(Settled settled) throws IOException {
    running().add(settled);
    Purchase purchase = settled.purchase();
    history.append(
        new HistoryEntry(
            purchase.run().segment().name(),
            NANOSECONDS.toMicros(purchase.intended() - purchase.run().startedAt()),
            NANOSECONDS.toMicros(settled.latencyNanos()),
            NANOSECONDS.toMicros(settled.acknowledgedNanos()),
            purchase.buyer(),
            purchase.key(),
            settled.answer().outcome(),
            settled.answer().status(),
            settled.answer().order()));
  }

  private void writeDueInterval() throws IOException {
    if (tally != null && System.nanoTime() - nextInterval >= 0) {
      writeInterval(tally);
      nextInterval += INTERVAL.toNanos();
    }
  }

  private void writeInterval(SegmentTally of) throws IOException {
    of.writeInterval(latency, lateness, System.currentTimeMillis());
    latency.flush();
    lateness.flush();
  }

  private SegmentTally running() {
    if (tally == null) {
      throw new IllegalStateException("no segment runs");
    }
    return tally;
  }

  /** Writes what was added so far and closes the files. */
  @Override
  public void close() throws IOException {
    queue.add(new Close());
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before all evidence was written");
    }
    latency.close();
    lateness.close();
    history.close();
  }
}
