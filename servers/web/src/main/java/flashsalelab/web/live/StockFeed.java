package flashsalelab.web.live;

import flashsalelab.sale.Offer;
import flashsalelab.sale.Sku;
import flashsalelab.web.http.ApiStream.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stock of a product, for those who follow it: looked at from time to time, encoded once when
 * it has changed.
 *
 * <p>An event's id is a moment of the store (epoch milliseconds) at which it was true. Whoever
 * comes with the id of an event is sent the present state as soon as it is known to be true at a
 * later moment, also if it is the same as before: another instance may have seen, and sent, a state
 * in between. Used on the live thread.
 */
final class StockFeed implements Following {
  private static final Logger LOG = LoggerFactory.getLogger(StockFeed.class);

  /** An id that is further ahead of the store's clock is none of ours. */
  private static final long FUTURE_MS = 1_000;

  private final Sku sku;
  private final Function<Sku, CompletionStage<Optional<Offer>>> offers;
  private final Executor live;
  private final long pollNanos;
  private @Nullable Offer newest;
  private @Nullable Frame frame;
  private long frameId;
  private long version;
  private final List<Subscriber> arrived = new ArrayList<>();
  private int followers;
  private boolean asking;
  private long askAt;

  StockFeed(
      Sku sku,
      Function<Sku, CompletionStage<Optional<Offer>>> offers,
      Executor live,
      long pollNanos,
      long now) {
    this.sku = sku;
    this.offers = offers;
    this.live = live;
    this.pollNanos = pollNanos;
    this.askAt = now;
  }

  void add(Subscriber subscriber) {
    followers++;
    subscriber.follows(this);
    if (!isSettled(subscriber)) {
      arrived.add(subscriber);
    }
  }

  /** Whether it has had its first event, which it does not wait a tick for. */
  private static boolean isSettled(Subscriber subscriber) {
    return subscriber.given() > 0 || subscriber.closed();
  }

  @Override
  public void left(Subscriber subscriber) {
    followers--;
  }

  boolean isFollowed() {
    return followers > 0;
  }

  /** Asks, if it is time and no answer is awaited. */
  void step(long now) {
    if (!asking && now - askAt >= 0) {
      asking = true;
      askAt = now + pollNanos;
      var _ =
          offers
              .apply(sku)
              .exceptionally(this::unseen)
              .thenAccept(offer -> live.execute(() -> answered(offer)));
    }
  }

  private Optional<Offer> unseen(Throwable failure) {
    LOG.debug("the stock of {} cannot be seen now: {}", sku, failure.toString());
    return Optional.empty();
  }

  private void answered(Optional<Offer> offer) {
    asking = false;
    offer.ifPresent(this::seen);
  }

  private void seen(Offer offer) {
    Offer before = newest;
    newest = offer;
    if (before == null || !offer.showsTheSameAs(before)) {
      version++;
      encode(offer);
    }
    arrived.forEach(this::serve);
    arrived.removeIf(StockFeed::isSettled);
  }

  @Override
  public void serve(Subscriber subscriber) {
    Offer offer = newest;
    if (offer == null || subscriber.given() == version) {
      return;
    }
    long known = Math.max(offer.at().toEpochMilli(), frameId);
    long after = subscriber.after() - known > FUTURE_MS ? -1 : subscriber.after();
    if (known > after) {
      subscriber.give(version, frameAfter(after, offer));
    }
  }

  private Frame frameAfter(long after, Offer offer) {
    Frame present = frame;
    return present != null && frameId > after ? present : encode(offer);
  }

  /** Ids grow also if the store's clock is set back. */
  private Frame encode(Offer offer) {
    frameId = Math.max(offer.at().toEpochMilli(), frameId + 1);
    Frame encoded = EventText.event("stock", frameId, EventText.stock(offer), false);
    frame = encoded;
    return encoded;
  }
}
