package flashsalelab.lab.launch.containers;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The standard input of a container, by an attached connection. Closing it ends the input: the
 * container was made for one connection ({@code StdinOnce}), so its input ends with that.
 */
final class OrderStream extends Writer {
  private static final int DRAIN_LIMIT_S = 5;

  private final Writer writer;
  private final CountDownLatch drained = new CountDownLatch(1);
  private final ResultCallback.Adapter<Frame> connection = new ResultCallback.Adapter<>();

  private OrderStream(Pipe pipe) {
    writer = Channels.newWriter(pipe.sink(), StandardCharsets.UTF_8);
  }

  /** Attaches to a container that has not been started yet. */
  static OrderStream attach(Engine engine, String id) throws IOException {
    Pipe pipe = Pipe.open();
    var stream = new OrderStream(pipe);
    InputStream orders = stream.watched(Channels.newInputStream(pipe.source()));
    engine.tell(docker -> {
      try {
        docker
            .attachContainerCmd(id)
            .withStdIn(orders)
            .withFollowStream(true)
            .exec(stream.connection)
            .awaitStarted();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    return stream;
  }

  /** Notes when the connection has taken the last word. */
  private InputStream watched(InputStream source) {
    return new FilterInputStream(source) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count < 0) {
          drained.countDown();
        }
        return count;
      }
    };
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    writer.write(text, offset, length);
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    writer.close();
    try {
      if (!drained.await(DRAIN_LIMIT_S, TimeUnit.SECONDS)) {
        throw new IOException("the container does not take its input");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connection.close();
    }
  }
}
