package flashsalelab.sale.rabbit;

import com.rabbitmq.client.Connection;
import flashsalelab.sale.PurchaseRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Publishes purchases and tells when the broker has them. A bounded number is under way: each takes
 * a place first, before it is accepted, and has it until the broker has said yes or no.
 *
 * <p>May be used from any thread and never blocks it; stages complete on a thread of the connection
 * or of the timer.
 */
final class Publisher implements AutoCloseable {
  private final Partitions partitions;
  private final Duration timeout;
  private final Semaphore places;
  private final RabbitLink link;
  private volatile @Nullable PublishingSession session;

  /** Starts to connect. */
  Publisher(RabbitSettings settings, Partitions partitions) {
    this.partitions = partitions;
    this.timeout = settings.timeout();
    this.places = new Semaphore(settings.unconfirmed());
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

  /** Takes a place, if the broker takes purchases and there is one. */
  boolean reserve() {
    return isReady() && places.tryAcquire();
  }

  /** Gives a place back that is not needed. */
  void release() {
    places.release();
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
        publication.settled().whenComplete((confirmed, never) -> places.release());
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
