package flashsalelab.javalin;

import flashsalelab.web.http.ApiStream.Frame;
import flashsalelab.web.http.ApiStream.Frames;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Writes a stream's frames as they come; the thread waits for the next, and for slow readers. */
final class StreamWriter {
  /** The server keeps the buffer as long as the stream lasts; an event is a few hundred bytes. */
  private static final int BUFFER_BYTES = 512;

  private StreamWriter() {}

  /** Returns when the stream has ended or its reader is gone. */
  static void write(Frames frames, HttpServletResponse response) {
    @Nullable Throwable failure = null;
    try {
      response.setBufferSize(BUFFER_BYTES);
      writeAll(frames, response.getOutputStream());
    } catch (IOException e) {
      failure = e;
    } finally {
      frames.close(failure);
    }
  }

  private static void writeAll(Frames frames, OutputStream out) throws IOException {
    Frame frame;
    do {
      frame = frames.next().toCompletableFuture().join();
      out.write(frame.bytes());
      out.flush();
    } while (!frame.last());
  }
}
