package flashsalelab.balancer.config;

import java.net.InetSocketAddress;

/**
 * An address to listen on.
 *
 * @param port 0 lets the system choose
 * @param variable the environment variable that sets the port, for error messages
 */
public record Listen(String host, int port, String variable) {
  public InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
