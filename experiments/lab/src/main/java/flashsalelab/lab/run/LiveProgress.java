package flashsalelab.lab.run;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Progress for a person at a terminal: what goes on now is one line, drawn again each second; what
 * is worth keeping goes to the log. It writes to the terminal itself, as the build tool owns the
 * standard streams.
 */
final class LiveProgress implements Progress {
  private static final Path TERMINAL = Path.of("/dev/tty");
  private static final String CLEAR_LINE = "\r\u001b[2K";
  private static final Duration REDRAW = Duration.ofSeconds(1);

  private final Writer terminal;
  private final PrintStream log;
  private final LineProgress times;
  private final Thread drawing;
  private volatile String stage = "";

  private LiveProgress(Writer terminal, PrintStream log, Clock clock) {
    this.terminal = terminal;
    this.log = log;
    this.times = new LineProgress(log, clock);
    this.drawing = Thread.ofVirtual().name("progress").start(this::redraw);
  }

  /** Opens the terminal, if the process has one. */
  static Optional<Progress> open(PrintStream log, Clock clock) {
    if (!Files.isWritable(TERMINAL)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new LiveProgress(Files.newBufferedWriter(TERMINAL), log, clock));
    } catch (IOException noTerminal) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized void line(String text) {
    write(CLEAR_LINE);
    log.println(text);
    log.flush();
  }

  @Override
  public synchronized void stage(String text) {
    stage = text;
    draw();
  }

  @Override
  public synchronized void advance(double share) {
    times.advance(share);
  }

  private void redraw() {
    try {
      while (true) {
        Thread.sleep(REDRAW);
        draw();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void draw() {
    write("%s[%s] %s".formatted(CLEAR_LINE, times.position(), stage));
  }

  private void write(String text) {
    try {
      terminal.write(text);
      terminal.flush();
    } catch (IOException gone) {
      drawing.interrupt();
    }
  }

  @Override
  public void close() {
    drawing.interrupt();
    write(CLEAR_LINE);
    try {
      terminal.close();
    } catch (IOException gone) {
      log.flush();
    }
  }
}
