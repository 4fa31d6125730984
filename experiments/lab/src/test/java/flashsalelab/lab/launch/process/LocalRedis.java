package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.Component;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real redis-server for a test. */
public final class LocalRedis implements AutoCloseable {
  private final ChildProcess process;
  private final int port;

  private LocalRedis(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  public static LocalRedis start(Path folder) {
    int port = FreePort.onLoopback();
    RedisBinary binary = RedisBinary.find(folder);
    var redis =
        new LocalRedis(
            ChildProcess.start(
                Component.REDIS,
                "redis",
                List.of(
                    binary.executable().toString(),
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    ""),
                Map.of(),
                false,
                folder),
            port);
    Awaitility.await().until(redis::answers);
    return redis;
  }

  private boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  public URI uri() {
    return URI.create("redis://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    process.askToEnd();
    process.awaitEnd(Duration.ofSeconds(10));
  }
}
