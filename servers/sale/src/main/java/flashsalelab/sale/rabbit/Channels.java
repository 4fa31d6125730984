package flashsalelab.sale.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;

/** Channels of a connection. */
final class Channels {
  private Channels() {}

  /**
   * A new one.
   *
   * @throws IOException if the broker allows this connection no more
   */
  static Channel open(Connection connection) throws IOException {
    return connection
        .openChannel()
        .orElseThrow(() -> new IOException("the broker allows this connection no more channels"));
  }
}
