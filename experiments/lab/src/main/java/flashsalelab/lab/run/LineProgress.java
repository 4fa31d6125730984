package flashsalelab.lab.run;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Progress for a plain log: lines with the time elapsed and the time that is left. */
final class LineProgress implements Progress {
  private final PrintStream out;
  private final Clock clock;
  private final Instant start;
  private @Nullable Instant expectedEnd;

  LineProgress(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
    this.start = clock.instant();
  }

  @Override
  public void line(String text) {
    out.println(text);
  }

  @Override
  public void stage(String text) {
    out.printf("[%s] %s%n", position(), text);
  }

  @Override
  public void advance(double share) {
    if (share > 0) {
      Duration elapsed = Duration.between(start, clock.instant());
      expectedEnd = start.plusMillis((long) (elapsed.toMillis() / share));
    }
  }

  /**
   * The time elapsed and, once there is something to judge by, the time left, judged by how long
   * what is done has taken.
   */
  String position() {
    Instant now = clock.instant();
    Duration elapsed = Duration.between(start, now);
    if (expectedEnd == null) {
      return clockFace(elapsed);
    }
    Duration left = expectedEnd.isAfter(now) ? Duration.between(now, expectedEnd) : Duration.ZERO;
    return "%s, about %s left".formatted(clockFace(elapsed), clockFace(left));
  }

  private static String clockFace(Duration time) {
    return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }

  @Override
  public void close() {
    out.flush();
  }
}
