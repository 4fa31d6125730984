package flashsalelab.web.http;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose body has no end in sight: the head, then frame after frame, each written as soon
 * as it is there.
 *
 * @param head status and fields; its body is empty
 * @param frames what follows; to be closed by whoever got the answer, also if nothing is written
 */
public record ApiStream(ApiResponse head, Frames frames) implements ApiAnswer {

  @Override
  public int status() {
    return head.status();
  }

  /** The frames for one connection, which asks for the next when it has written the last. */
  public interface Frames {
    /**
     * The next frame. The stage never fails, completes on any thread, and must be waited for before
     * the next call.
     */
    CompletionStage<Frame> next();

    /**
     * No more is wanted. Must be called once, and never blocks.
     *
     * @param failure what kept a frame from being written; null if nothing did
     */
    void close(@Nullable Throwable failure);
  }

  /**
   * Bytes to be written at once. Immutable, if nobody changes the array, which connections share.
   */
  public static final class Frame {
    private final byte[] bytes;
    private final boolean last;

    /**
     * @param last whether the stream ends after it
     */
    public Frame(byte[] bytes, boolean last) {
      this.bytes = bytes;
      this.last = last;
    }

    /** The bytes; none if the stream only ends. */
    public byte[] bytes() {
      return bytes;
    }

    /** Whether the stream ends after it. */
    public boolean last() {
      return last;
    }
  }
}
