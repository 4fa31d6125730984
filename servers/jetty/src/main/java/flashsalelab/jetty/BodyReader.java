package flashsalelab.jetty;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/** Reads a request's body as it arrives, without waiting for it. Runs on the event loop. */
final class BodyReader implements Invocable.Task {

  /** How the reading ended; exactly one of these is called. */
  interface End {
    /** The whole body. */
    void read(byte[] body);

    /** The body has more bytes than allowed; what may be discarded of it was read. */
    void tooLarge();

    /** The client failed to send it. */
    void failed(Throwable failure);
  }

  private final Request request;
  private final int longest;
  private final int discarded;
  private final EventLoop loop;
  private final End end;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private long received;

  /**
   * @param longest the most bytes that are kept
   * @param discarded how many more are read of a body that is longer
   */
  BodyReader(Request request, int longest, int discarded, EventLoop loop, End end) {
    this.request = request;
    this.longest = longest;
    this.discarded = discarded;
    this.loop = loop;
    this.end = end;
  }

  /** An idle timeout comes on Jetty's timer thread. */
  @Override
  public void run() {
    loop.execute(this::read);
  }

  void read() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        end.failed(chunk.getFailure());
        return;
      }
      take(chunk.getByteBuffer());
      boolean last = chunk.isLast();
      chunk.release();
      if (received > longest && (last || received > (long) longest + discarded)) {
        end.tooLarge();
        return;
      }
      if (last) {
        end.read(body.toByteArray());
        return;
      }
    }
  }

  private void take(ByteBuffer bytes) {
    received += bytes.remaining();
    if (received <= longest) {
      append(bytes);
    }
  }

  private void append(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    body.writeBytes(copy);
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
