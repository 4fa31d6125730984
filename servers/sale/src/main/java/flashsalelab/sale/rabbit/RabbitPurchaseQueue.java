package flashsalelab.sale.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import flashsalelab.sale.Catalogue;
import flashsalelab.sale.Clockwork;
import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseOutcome;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.queue.PurchaseDecider;
import flashsalelab.sale.queue.PurchaseQueue;
import flashsalelab.sale.redis.Acceptance;
import flashsalelab.sale.redis.QueuedPurchases;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Purchases wait in queues of RabbitMQ. One is accepted in Redis first, where its key is claimed
 * and its order begins, and then published; the buyer is told {@code queued} when the broker has
 * confirmed it. Without the confirmation the answer is unknown, and it is published again: what is
 * accepted is on record, and stays there until it is decided.
 *
 * <p>While the broker is away, or takes nothing, purchases are unavailable and no key is used up.
 */
public final class RabbitPurchaseQueue implements PurchaseQueue {
  private final RabbitSettings settings;
  private final Acceptance acceptance;
  private final QueuedPurchases queued;
  private final Partitions partitions;
  private final Publisher publisher;
  private final Stragglers stragglers;
  private final Clockwork clockwork = new Clockwork("purchases-again");
  private final List<RabbitLink> incoming = new CopyOnWriteArrayList<>();

  /**
   * Starts to connect and returns at once.
   *
   * @param acceptance puts a purchase on record as queued, among those that wait
   * @param queued those that wait
   */
  public RabbitPurchaseQueue(
      RabbitSettings settings, Acceptance acceptance, QueuedPurchases queued, Catalogue catalogue) {
    this.settings = settings;
    this.acceptance = acceptance;
    this.queued = queued;
    this.partitions = new Partitions(settings.queues(), settings.partitions());
    this.publisher = new Publisher(settings, partitions);
    this.stragglers = new Stragglers(settings, catalogue, queued, publisher);
  }

  @Override
  public CompletionStage<PurchaseAnswer> answer(PurchaseRequest request) {
    if (!publisher.reserve(request.purchase().sku())) {
      return CompletableFuture.completedFuture(new PurchaseAnswer.Unavailable());
    }
    return acceptance
        .accept(request)
        .thenCompose(accepted -> {
          if (accepted.isNew()) {
            return published(request, accepted.answer());
          }
          publisher.release(request.purchase().sku());
          return CompletableFuture.completedFuture(accepted.answer());
        });
  }

  private CompletionStage<PurchaseAnswer> published(
      PurchaseRequest request, PurchaseAnswer accepted) {
    return publisher
        .publish(request)
        .thenApply(confirmed -> {
          if (confirmed) {
            stragglers.confirmed(request.order());
            return accepted;
          }
          return new PurchaseAnswer.Decided(new PurchaseOutcome.Unknown(request.order()), false);
        });
  }

  /**
   * Each queue has a connection of its own, so that one in trouble does not hold up the deciding of
   * the others.
   */
  @Override
  public void handTo(PurchaseDecider decider) {
    OrderedDecisions decisions = new OrderedDecisions(decider, queued);
    for (String name : partitions.names()) {
      incoming.add(
          RabbitLink.open(settings, name, connection -> consume(connection, name, decisions)));
    }
    clockwork.every(settings.look(), "look for unconfirmed purchases", stragglers::look);
  }

  /** Whether the broker hands purchases to this process, or would if it were its turn. */
  boolean takesTurns() {
    return !incoming.isEmpty() && incoming.stream().allMatch(RabbitLink::isUsed);
  }

  @Override
  public long undecided() {
    return stragglers.undecided();
  }

  private void consume(Connection connection, String name, OrderedDecisions decisions)
      throws IOException {
    Channel channel = Channels.open(connection);
    Partitions.declare(channel, name);
    new PartitionConsumer(channel, name, settings, decisions).begin();
  }

  @Override
  public void close() {
    clockwork.close();
    incoming.forEach(RabbitLink::close);
    publisher.close();
  }
}
