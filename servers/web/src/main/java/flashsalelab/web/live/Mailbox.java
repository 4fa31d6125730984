package flashsalelab.web.live;

import flashsalelab.web.http.ApiStream.Frame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One place for a frame, between the thread that puts and the connection that takes. A frame that
 * was not taken gives way to the next one; the last frame of a stream stays. Neither side ever
 * waits for the other.
 */
final class Mailbox {
  /** Nothing, the frame that waits to be taken, or the taker that waits for one. */
  private final AtomicReference<@Nullable Object> place = new AtomicReference<>();

  private static final class Taker extends CompletableFuture<Frame> {}

  /** The next frame; to be called again only when it is there. */
  CompletionStage<Frame> next() {
    while (true) {
      Object present = place.get();
      if (present instanceof Frame frame) {
        if (place.compareAndSet(frame, null)) {
          return CompletableFuture.completedFuture(frame);
        }
      } else {
        Taker taker = new Taker();
        if (place.compareAndSet(present, taker)) {
          return taker;
        }
      }
    }
  }

  /**
   * Puts a frame.
   *
   * @return false if one gave way to another: of the two, one is taken
   */
  boolean put(Frame frame) {
    while (true) {
      Object present = place.get();
      if (present instanceof Frame waiting && waiting.last()) {
        return false;
      }
      if (present instanceof Taker taker) {
        if (place.compareAndSet(taker, null)) {
          taker.complete(frame);
          return true;
        }
      } else if (place.compareAndSet(present, frame)) {
        return present == null;
      }
    }
  }

  /** Puts a frame if somebody waits for one: it displaces nothing. Tells whether it was put. */
  boolean putIfAwaited(Frame frame) {
    if (place.get() instanceof Taker taker && place.compareAndSet(taker, null)) {
      taker.complete(frame);
      return true;
    }
    return false;
  }
}
