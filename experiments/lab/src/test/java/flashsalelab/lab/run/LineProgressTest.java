package flashsalelab.lab.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LineProgressTest {
  private Instant now = Instant.EPOCH;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private final LineProgress progress =
      new LineProgress(new PrintStream(bytes, true, UTF_8), clock);

  @Test
  void stage_nothingDoneYet_tellsOnlyTheTimeElapsed() {
    now = now.plus(Duration.ofSeconds(65));

    progress.stage("warm-up");

    assertThat(bytes.toString(UTF_8)).isEqualToIgnoringNewLines("[1:05] warm-up\n");
  }

  @Test
  void stage_quarterDone_extrapolatesTheTimeLeft() {
    now = now.plus(Duration.ofSeconds(60));
    progress.advance(0.25);

    progress.stage("peak");

    assertThat(bytes.toString(UTF_8)).contains("[1:00, about 3:00 left] peak");
  }

  @Test
  void stage_whileTimeGoesBy_tellsOfLessTimeLeft() {
    now = now.plus(Duration.ofSeconds(60));
    progress.advance(0.25);
    now = now.plus(Duration.ofSeconds(20));

    progress.stage("peak");

    assertThat(bytes.toString(UTF_8)).contains("[1:20, about 2:40 left] peak");
  }

  @Test
  void stage_longerThanExpected_neverTellsOfLessThanNothing() {
    now = now.plus(Duration.ofSeconds(60));
    progress.advance(0.5);
    now = now.plus(Duration.ofSeconds(90));

    progress.stage("peak");

    assertThat(bytes.toString(UTF_8)).contains("[2:30, about 0:00 left] peak");
  }

  @Test
  void line_isPrintedAsItIs() {
    progress.line("a result");

    assertThat(bytes.toString(UTF_8)).isEqualToIgnoringNewLines("a result\n");
  }
}
