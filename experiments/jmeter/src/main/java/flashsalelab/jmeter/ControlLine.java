package flashsalelab.jmeter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The two-way line to the lab. A thread of its own reads, so that the end of the input is known at
 * any moment.
 */
final class ControlLine {
  private final PrintStream out;
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  ControlLine(InputStream in, PrintStream out) {
    this.out = out;
    Thread.ofPlatform().name("control").daemon().start(() -> read(in));
  }

  private void read(InputStream in) {
    try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String line;
      while ((line = reader.readLine()) != null) {
        lines.add(Optional.of(line));
      }
    } catch (IOException e) {
      // A broken line is an ended one: the lab is gone.
    }
    lines.add(Optional.empty());
    ended.complete(null);
  }

  /** The next line, empty at the end of the input. */
  Optional<String> next() throws InterruptedException {
    return lines.take();
  }

  /** Completes when the input has ended, even if lines are still to be read. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }
}
