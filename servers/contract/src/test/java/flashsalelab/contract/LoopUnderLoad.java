package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;

/** The event loop of a Jetty edge, recorded while the edge is busy. */
final class LoopUnderLoad {
  /** The name of the loop's thread. */
  static final String LOOP = "event-loop";

  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration RECORDED = Duration.ofSeconds(8);

  private LoopUnderLoad() {}

  /** Asserts that the loop waits for nothing but its selector. */
  static void assertNeverWaits(EdgeChild edge, EdgeLoad load, Path folder) {
    load.run(WARM_UP);
    edge.record(LoopRecording.settings());
    assertThat(load.run(RECORDED)).isGreaterThan(1_000);
    Path file = folder.resolve("loop.jfr");
    edge.dumpRecording(file);

    LoopRecording recording = LoopRecording.read(file, LOOP);
    assertThat(recording.others()).as("pauses of other threads").isPositive();
    assertThat(recording.own()).as(shown(recording)).isEmpty();
    assertThat(edge.client().get("/metrics").body())
        .contains("edge_handler_threads{kind=\"platform\"} 1.0");
  }

  private static String shown(LoopRecording recording) {
    return "%d pauses of the event loop, here: %s"
        .formatted(
            recording.own().size(),
            recording.own().stream()
                .collect(Collectors.groupingBy(LoopUnderLoad::where, Collectors.counting())));
  }

  private static String where(RecordedEvent event) {
    return event.getEventType().getName()
        + event.getStackTrace().getFrames().stream()
            .limit(12)
            .map(frame ->
                "%n  at %s.%s:%d"
                    .formatted(
                        frame.getMethod().getType().getName(),
                        frame.getMethod().getName(),
                        frame.getLineNumber()))
            .collect(Collectors.joining());
  }
}
