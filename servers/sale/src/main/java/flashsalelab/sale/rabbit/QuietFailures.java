package flashsalelab.sale.rabbit;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of connections that broke. Who uses one tells of its end, so here it is no news. */
final class QuietFailures extends ForgivingExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(QuietFailures.class);

  @Override
  public void handleUnexpectedConnectionDriverException(Connection connection, Throwable failure) {
    LOG.debug("a connection broke: {}", failure.toString());
  }
}
