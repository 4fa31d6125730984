package flashsalelab.sale.rabbit;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes on one connection for as long as it lasts: a thread writes, and the broker's
 * confirmations come when they come, in any order. What is not confirmed when the connection ends
 * is settled as not known to have arrived.
 */
final class PublishingSession {
  private static final Logger LOG = LoggerFactory.getLogger(PublishingSession.class);
  private static final int PERSISTENT = 2;

  private final Connection connection;
  private final Channel channel;
  private final Partitions partitions;
  private final int abortMillis;
  private final BlockingQueue<Publication> waiting = new LinkedBlockingQueue<>();
  private final ConcurrentSkipListMap<Long, Publication> unconfirmed =
      new ConcurrentSkipListMap<>();
  private final Thread writer;
  private volatile boolean blocked;
  private volatile boolean ended;

  private PublishingSession(
      Connection connection, Channel channel, Partitions partitions, int abortMillis) {
    this.connection = connection;
    this.channel = channel;
    this.partitions = partitions;
    this.abortMillis = abortMillis;
    this.writer = Thread.ofPlatform().daemon().name("rabbit-writer").unstarted(this::write);
  }

  /**
   * Begins on a new connection.
   *
   * @param abortMillis how long the broker is asked to end the connection, in the end
   * @throws IOException if the broker refuses
   */
  static PublishingSession on(Connection connection, Partitions partitions, int abortMillis)
      throws IOException {
    Channel channel = Channels.open(connection);
    PublishingSession session = new PublishingSession(connection, channel, partitions, abortMillis);
    session.begin();
    return session;
  }

  private void begin() throws IOException {
    partitions.declare(channel);
    channel.confirmSelect();
    channel.addConfirmListener(
        (tag, multiple) -> settle(tag, multiple, true),
        (tag, multiple) -> settle(tag, multiple, false));
    channel.addReturnListener(unroutable -> {
      LOG.warn("the queue {} is gone; the queues are made anew", unroutable.getRoutingKey());
      end();
    });
    connection.addBlockedListener(
        reason -> {
          LOG.warn("the broker takes nothing now: {}", reason);
          blocked = true;
        },
        () -> blocked = false);
    channel.addShutdownListener(cause -> end());
    writer.start();
  }

  /** Whether it takes purchases. */
  boolean isReady() {
    return !ended && !blocked;
  }

  /** Publishes a purchase some time soon; it is settled in any case. Never blocks. */
  void publish(Publication publication) {
    waiting.add(publication);
    if (ended) {
      settleRest();
    }
  }

  private void write() {
    try {
      while (!ended) {
        write(waiting.take());
      }
    } catch (IOException | ShutdownSignalException e) {
      LOG.debug("a purchase could not be published: {}", e.toString());
    } catch (InterruptedException e) {
      LOG.debug("nothing is published on this connection any more");
    } finally {
      end();
      connection.abort(abortMillis);
    }
  }

  private void write(Publication publication) throws IOException {
    unconfirmed.put(channel.getNextPublishSeqNo(), publication);
    BasicProperties properties =
        new BasicProperties.Builder()
            .deliveryMode(PERSISTENT)
            .contentType("text/plain")
            .messageId(publication.request().order().toString())
            .build();
    channel.basicPublish(
        "",
        partitions.of(publication.request().purchase().sku()),
        true,
        properties,
        PurchaseMessage.of(publication.request()));
  }

  private void settle(long tag, boolean multiple, boolean confirmed) {
    Map<Long, Publication> told =
        multiple ? unconfirmed.headMap(tag, true) : unconfirmed.subMap(tag, true, tag, true);
    for (Long each : told.keySet()) {
      Publication publication = unconfirmed.remove(each);
      if (publication != null) {
        publication.settle(confirmed);
      }
    }
  }

  /** May be called from any thread and more than once; the writer ends the connection. */
  private void end() {
    ended = true;
    writer.interrupt();
    settleRest();
  }

  private void settleRest() {
    for (Publication next = waiting.poll(); next != null; next = waiting.poll()) {
      next.settle(false);
    }
    settle(Long.MAX_VALUE, true, false);
  }
}
