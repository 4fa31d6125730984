package flashsalelab.sale.rabbit;

import flashsalelab.sale.Catalogue;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.Sku;
import flashsalelab.sale.Stages;
import flashsalelab.sale.redis.QueuedPurchases;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that every accepted purchase reaches the broker: publishes again what a process that
 * ended, or a broker that went away, has left accepted and not confirmed. Any process does it for
 * all; a purchase that is published twice is decided once.
 */
final class Stragglers {
  private static final Logger LOG = LoggerFactory.getLogger(Stragglers.class);

  /** The most of a product that are published again at a time. */
  private static final int MOST = 256;

  private final RabbitSettings settings;
  private final Catalogue catalogue;
  private final QueuedPurchases queued;
  private final Publisher publisher;
  private final Queue<OrderId> confirmed = new ConcurrentLinkedQueue<>();
  private volatile long undecided;

  Stragglers(
      RabbitSettings settings, Catalogue catalogue, QueuedPurchases queued, Publisher publisher) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.queued = queued;
    this.publisher = publisher;
  }

  /** The broker has this one: it need not be published again for long. */
  void confirmed(OrderId order) {
    confirmed.add(order);
  }

  /** How many accepted purchases wait for their decision, as of the last look. */
  long undecided() {
    return undecided;
  }

  /** Puts on record what the broker has confirmed since, then publishes what it has not. */
  CompletionStage<?> look() {
    return Stages.each(confirmedByProduct(), this::note)
        .thenCompose(noted -> catalogue.skus())
        .thenCompose(skus -> Stages.each(skus, this::lookAt))
        .thenAccept(counts -> undecided = counts.stream().mapToLong(Integer::longValue).sum());
  }

  private CompletionStage<Integer> lookAt(Sku sku) {
    return queued
        .undecided(sku)
        .thenCompose(count ->
            count == 0 || !publisher.isReady()
                ? CompletableFuture.completedFuture(count)
                : publishAgain(sku).thenApply(again -> count));
  }

  private List<List<OrderId>> confirmedByProduct() {
    List<OrderId> orders = new ArrayList<>();
    for (OrderId next = confirmed.poll(); next != null; next = confirmed.poll()) {
      orders.add(next);
    }
    return List.copyOf(orders.stream().collect(Collectors.groupingBy(OrderId::sku)).values());
  }

  /** Where this fails they are published once more, which does no harm. */
  private CompletionStage<?> note(List<OrderId> orders) {
    return queued.confirmed(orders.getFirst().sku(), orders, settings.lostAfter());
  }

  private CompletionStage<?> publishAgain(Sku sku) {
    return queued
        .unconfirmed(sku, settings.grace(), MOST)
        .thenApply(requests -> {
          if (!requests.isEmpty()) {
            LOG.info("publishing {} purchases of {} again", requests.size(), sku);
          }
          requests.forEach(this::publish);
          return requests.size();
        });
  }

  private void publish(PurchaseRequest request) {
    if (publisher.reserve(request.purchase().sku())) {
      publisher
          .publish(request)
          .thenAccept(arrived -> {
            if (arrived) {
              confirmed(request.order());
            }
          });
    }
  }
}
