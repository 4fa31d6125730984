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

    /** The body has more bytes than allowed. */
    void tooLarge();

    /** The client failed to send it. */
    void failed(Throwable failure);
  }

  private final Request request;
  private final int longest;
  private final EventLoop loop;
  private final End end;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  BodyReader(Request request, int longest, EventLoop loop, End end) {
    this.request = request;
    this.longest = longest;
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
      append(chunk.getByteBuffer());
      boolean last = chunk.isLast();
      chunk.release();
      if (body.size() > longest) {
        end.tooLarge();
        return;
      }
      if (last) {
        end.read(body.toByteArray());
        return;
      }
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
