package flashsalelab.sale.rabbit;

import static java.util.Objects.requireNonNull;

import com.rabbitmq.client.Connection;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.Sku;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Publishes purchases and tells when the broker has them. A bounded number is under way in each
 * queue: each takes a place first, before it is accepted, and has it until the broker has said yes
 * or no. A queue that confirms nothing uses up its own places alone.
 *
 * <p>May be used from any thread and never blocks it; stages complete on a thread of the connection
 * or of the timer.
 */
final class Publisher implements AutoCloseable {
  private final Partitions partitions;
  private final Duration timeout;
  private final Map<String, Semaphore> places;
  private final RabbitLink link;
  private volatile @Nullable PublishingSession session;

  /** Starts to connect. */
  Publisher(RabbitSettings settings, Partitions partitions) {
    this.partitions = partitions;
    this.timeout = settings.timeout();
    this.places =
        partitions.names().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    name -> name, name -> new Semaphore(settings.unconfirmed())));
    this.link = RabbitLink.open(settings, "purchases-out", this::begin);
  }

  private void begin(Connection connection) throws IOException {
    session = PublishingSession.on(connection, partitions, Math.toIntExact(timeout.toMillis()));
  }

  /** Whether the broker takes purchases now. */
  boolean isReady() {
    PublishingSession open = session;
    return open != null && open.isReady();
  }

  /** Takes a place for a purchase, if the broker takes purchases and there is one. */
  boolean reserve(Sku sku) {
    return isReady() && places(sku).tryAcquire();
  }

  /** Gives a place back that is not needed. */
  void release(Sku sku) {
    places(sku).release();
  }

  private Semaphore places(Sku sku) {
    return requireNonNull(places.get(partitions.of(sku)));
  }

  /**
   * Publishes a purchase that has a place.
   *
   * @return whether the broker has confirmed it; false also if it has not within the timeout, or if
   *     the connection is lost. Never fails.
   */
  CompletionStage<Boolean> publish(PurchaseRequest request) {
    Publication publication = Publication.of(request);
    CompletableFuture<Boolean> _ =
        publication.settled().whenComplete((confirmed, never) -> release(request.purchase().sku()));
    PublishingSession open = session;
    if (open == null) {
      publication.settle(false);
    } else {
      open.publish(publication);
    }
    return publication
        .settled()
        .copy()
        .completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends the connection; what is under way is settled as not known. */
  @Override
  public void close() {
    link.close();
  }
}
