package flashsalelab.sale.rabbit;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.PurchaseRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the purchases of one queue decided in their order, on a thread of its own, for as long as the
 * channel lasts. What is not decided stays where it is and is tried again, with whatever has come
 * meanwhile behind it; the broker learns of a purchase only when its decision is on record.
 *
 * <p>Two of these may be at the same purchases for a moment, here and in the process that has lost
 * the queue. As both go in order and deciding again changes nothing, the order holds.
 */
final class PartitionConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionConsumer.class);

  /**
   * A batch is this share of what may be handed out, so that the broker hands out the next ones
   * while these are decided: it learns of decisions one round trip late.
   */
  private static final int BATCHES_AHEAD = 4;

  private final Channel channel;
  private final String queue;
  private final RabbitSettings settings;
  private final OrderedDecisions decisions;
  private final DeliveryTags tags = new DeliveryTags();
  private final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
  private final Thread worker;

  /**
   * A message.
   *
   * @param request none if it cannot be read
   */
  private record Delivery(long tag, Optional<PurchaseRequest> request) {
    boolean isOver(Set<OrderId> decided) {
      return request.filter(purchase -> !decided.contains(purchase.order())).isEmpty();
    }
  }

  PartitionConsumer(
      Channel channel, String queue, RabbitSettings settings, OrderedDecisions decisions) {
    this.channel = channel;
    this.queue = queue;
    this.settings = settings;
    this.decisions = decisions;
    this.worker = Thread.ofVirtual().name("decider-" + queue).unstarted(this::work);
  }

  /**
   * Begins.
   *
   * @throws IOException if the broker refuses
   */
  void begin() throws IOException {
    channel.basicQos(settings.prefetch());
    channel.addShutdownListener(cause -> worker.interrupt());
    worker.start();
    channel.basicConsume(
        queue,
        false,
        new DefaultConsumer(channel) {
          @Override
          public void handleDelivery(
              String consumer, Envelope envelope, BasicProperties properties, byte[] body) {
            arrived.add(new Delivery(envelope.getDeliveryTag(), PurchaseMessage.read(body)));
          }

          @Override
          public void handleCancel(String consumer) {
            LOG.warn("the queue {} is gone", queue);
            worker.interrupt();
          }
        });
  }

  private void work() {
    try {
      List<Delivery> kept = new ArrayList<>();
      while (channel.isOpen()) {
        kept.addAll(arrivals(kept.isEmpty()));
        kept = undecided(kept);
        if (!kept.isEmpty()) {
          Thread.sleep(settings.retryDelay());
        }
      }
    } catch (InterruptedException | IOException | ShutdownSignalException e) {
      LOG.debug("{} is left to others: {}", queue, e.toString());
    } catch (ExecutionException e) {
      LOG.error("{} cannot be decided on this connection", queue, e.getCause());
    } finally {
      channel.getConnection().abort(Math.toIntExact(settings.timeout().toMillis()));
    }
  }

  private List<Delivery> arrivals(boolean patient) throws InterruptedException {
    List<Delivery> batch = new ArrayList<>();
    if (patient) {
      batch.add(arrived.take());
    }
    arrived.drainTo(batch, settings.prefetch() / BATCHES_AHEAD);
    batch.forEach(delivery -> tags.delivered(delivery.tag()));
    return batch;
  }

  /** Has them decided, acknowledges what is, and returns the others. */
  private List<Delivery> undecided(List<Delivery> batch)
      throws InterruptedException, ExecutionException, IOException {
    List<PurchaseRequest> requests =
        batch.stream().flatMap(delivery -> delivery.request().stream()).toList();
    Set<OrderId> decided = decisions.of(requests, channel::isOpen).toCompletableFuture().get();
    List<Delivery> left = new ArrayList<>();
    for (Delivery delivery : batch) {
      if (delivery.isOver(decided)) {
        tags.done(delivery.tag());
      } else {
        left.add(delivery);
      }
      if (delivery.request().isEmpty()) {
        LOG.warn("dropped a message from {} that is no purchase", queue);
      }
    }
    OptionalLong over = tags.newlyOver();
    if (over.isPresent()) {
      channel.basicAck(over.getAsLong(), true);
    }
    return left;
  }
}
