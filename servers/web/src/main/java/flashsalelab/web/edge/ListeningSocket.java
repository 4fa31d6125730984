package flashsalelab.web.edge;

import flashsalelab.web.config.EdgeSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** The socket an edge listens on, bound before its server starts: a taken port is told plainly. */
public final class ListeningSocket {
  private ListeningSocket() {}

  /**
   * Binds it.
   *
   * @throws IOException if the address cannot be had
   */
  public static ServerSocketChannel bind(EdgeSettings settings) throws IOException {
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    if (address.isUnresolved()) {
      throw new IOException("the host is not known");
    }
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.bind(address, settings.limits().backlog());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
