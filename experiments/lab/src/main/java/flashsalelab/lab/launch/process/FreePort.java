package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.LaunchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * A port that was free a moment ago. Whoever takes it in between makes the child fail at start,
 * with a message that says so.
 */
final class FreePort {
  private FreePort() {}

  static int onLoopback() {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new LaunchException("no free port on the loopback address: " + e.getMessage(), e);
    }
  }
}
