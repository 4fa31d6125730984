package flashsalelab.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a JFR recording tells of a thread that must never wait: every park, monitor, sleep and read
 * of a socket, however short. The selection itself is none of these.
 *
 * @param own the pauses of the thread, each with its stack
 * @param others how many pauses all other threads had
 */
record LoopRecording(List<RecordedEvent> own, long others) {
  /** The events, each of which means that a thread stood still. */
  static final List<String> PAUSES =
      List.of(
          "jdk.ThreadPark",
          "jdk.JavaMonitorEnter",
          "jdk.JavaMonitorWait",
          "jdk.ThreadSleep",
          "jdk.SocketRead");

  LoopRecording {
    own = List.copyOf(own);
  }

  /** The settings that record them all, as the diagnostic command JFR.start takes them. */
  static List<String> settings() {
    Stream<String> events =
        PAUSES.stream()
            .flatMap(event ->
                Stream.of("enabled=true", "threshold=0ns", "stackTrace=true")
                    .map(setting -> "+%s#%s".formatted(event, setting)));
    return Stream.concat(
            Stream.of("settings=none"),
            Stream.concat(events, Stream.of("+jdk.SocketRead#throttle=off")))
        .toList();
  }

  /** Reads the pauses of a thread, and counts those of all others. */
  static LoopRecording read(Path file, String thread) {
    List<RecordedEvent> own = new ArrayList<>();
    long others = 0;
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        RecordedThread paused = event.getThread();
        if (!PAUSES.contains(event.getEventType().getName()) || isOfTheSelection(event)) {
          continue;
        }
        if (paused != null && thread.equals(paused.getJavaName())) {
          own.add(event);
        } else {
          others++;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new LoopRecording(own, others);
  }

  /**
   * What selecting itself is made of. The JDK's selector takes a monitor of its own when it wakes,
   * which whoever wakes it holds for the time of one write to a pipe: the loop too, when it wakes
   * the selector of Redis' client. JFR also records reads that do not block, and does not tell them
   * apart: Jetty's end points read from channels that are registered with a selector, which only
   * those in non-blocking mode can be (SelectableChannel.register).
   */
  private static boolean isOfTheSelection(RecordedEvent event) {
    return switch (event.getEventType().getName()) {
      case "jdk.JavaMonitorEnter" ->
          passes(event, "sun.nio.ch.SelectorImpl", "lockAndDoSelect")
              || passes(event, "sun.nio.ch.EPollSelectorImpl", "wakeup");
      case "jdk.SocketRead" -> passes(event, "org.eclipse.jetty.io.SocketChannelEndPoint", "fill");
      default -> false;
    };
  }

  private static boolean passes(RecordedEvent event, String type, String name) {
    return event.getStackTrace() != null
        && event.getStackTrace().getFrames().stream()
            .map(RecordedFrame::getMethod)
            .anyMatch(
                method -> method.getName().equals(name) && method.getType().getName().equals(type));
  }
}
