package flashsalelab.jetty;

import flashsalelab.web.http.ApiStream.Frame;
import flashsalelab.web.http.ApiStream.Frames;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream's frames as they come: the next is asked for when the last is written. A reader
 * that takes nothing leaves the write pending until the connection's idle timeout fails it. Runs on
 * the event loop.
 */
final class StreamWriter implements Callback {
  private final Frames frames;
  private final Response response;
  private final Callback end;
  private final EventLoop loop;
  private boolean last;

  /**
   * @param end told how the whole response ended
   */
  StreamWriter(Frames frames, Response response, Callback end, EventLoop loop) {
    this.frames = frames;
    this.response = response;
    this.end = end;
    this.loop = loop;
  }

  void writeNext() {
    frames.next().whenCompleteAsync(this::write, loop);
  }

  private void write(@Nullable Frame frame, @Nullable Throwable failure) {
    if (frame != null) {
      last = frame.last();
      response.write(last, ByteBuffer.wrap(frame.bytes()), this);
    } else if (failure != null) {
      failed(failure);
    }
  }

  /** A write that had to wait may be completed by Jetty's timer. */
  @Override
  public void succeeded() {
    if (last) {
      frames.close(null);
      end.succeeded();
    } else {
      writeNext();
    }
  }

  @Override
  public void failed(Throwable failure) {
    loop.execute(() -> {
      frames.close(failure);
      end.failed(failure);
    });
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
