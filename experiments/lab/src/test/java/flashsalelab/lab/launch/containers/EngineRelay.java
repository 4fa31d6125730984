package flashsalelab.lab.launch.containers;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * Stands between the lab and the engine, so that a test can lose the engine without stopping it.
 */
final class EngineRelay implements AutoCloseable {
  private final Path socket;
  private final Path engine;
  private final ServerSocketChannel server;
  private final List<SocketChannel> channels = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean frozen;

  EngineRelay(Path socket, Path engine) throws IOException {
    this.socket = socket;
    this.engine = engine;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofPlatform().daemon().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        channels.add(client);
        if (!frozen) {
          SocketChannel target = SocketChannel.open(UnixDomainSocketAddress.of(engine));
          channels.add(target);
          Thread.ofPlatform().daemon().start(() -> pump(client, target));
          Thread.ofPlatform().daemon().start(() -> pump(target, client));
        }
      }
    } catch (IOException cut) {
      ended.countDown();
    }
  }

  private void pump(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    try (from;
        to) {
      while (from.read(buffer) >= 0) {
        if (frozen) {
          ended.await();
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
    } catch (IOException | InterruptedException cut) {
      Thread.currentThread().interrupt();
    }
  }

  /** The engine says nothing any more; its connections stay. */
  void freeze() {
    frozen = true;
  }

  /** The engine is gone: nothing listens, and every connection is closed. */
  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel channel : channels) {
      channel.close();
    }
    ended.countDown();
    Files.deleteIfExists(socket);
  }
}
