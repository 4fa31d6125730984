package flashsalelab.lab.launch.containers;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A socket where an engine is looked for. */
final class FakeEngine implements AutoCloseable {
  private final Path socket;
  private final ServerSocketChannel channel;

  private FakeEngine(Path socket) throws IOException {
    this.socket = socket;
    channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(socket));
  }

  /** Nobody listens any more, but the file is still there. */
  static FakeEngine closed(Path socket) throws IOException {
    var engine = new FakeEngine(socket);
    engine.close();
    return engine;
  }

  /** Connections are taken by the kernel, and nobody answers. */
  static FakeEngine silent(Path socket) throws IOException {
    return new FakeEngine(socket);
  }

  /** The same answer to everything. */
  static FakeEngine answering(Path socket, String answer) throws IOException {
    var engine = new FakeEngine(socket);
    Thread.ofVirtual().start(() -> engine.answer(answer));
    return engine;
  }

  private void answer(String text) {
    while (channel.isOpen()) {
      try (SocketChannel client = channel.accept()) {
        client.read(ByteBuffer.allocate(1024));
        client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      } catch (IOException closed) {
        return;
      }
    }
  }

  Path socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
