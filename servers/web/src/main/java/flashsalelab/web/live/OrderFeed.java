package flashsalelab.web.live;

import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderChanges;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sku;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The orders of a product that somebody follows. The product's changes are read from where its
 * first follower came; an order that has changed is read once, for all who follow it. What could
 * not be read, or was undecided, is read again: an undecided purchase that is withdrawn is no
 * change of an order. Used on the live thread.
 */
final class OrderFeed {
  private static final Logger LOG = LoggerFactory.getLogger(OrderFeed.class);
  private static final int MOST_CHANGES = 1_000;
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Sku sku;
  private final LiveSources sources;
  private final Executor live;
  private final long tickNanos;
  private final Map<OrderId, OrderWatch> watches = new HashMap<>();
  private final Set<OrderId> uncertain = new HashSet<>();
  private @Nullable String position;
  private boolean asking;
  private long askAt;
  private long againAt;

  OrderFeed(Sku sku, LiveSources sources, Executor live, long tickNanos, long now) {
    this.sku = sku;
    this.sources = sources;
    this.live = live;
    this.tickNanos = tickNanos;
    this.askAt = now;
    this.againAt = now + AGAIN_NANOS;
  }

  /** The watch of an order. A new one is read once it is certain that no change is missed. */
  OrderWatch watch(OrderId id) {
    OrderWatch present = watches.get(id);
    if (present != null) {
      return present;
    }
    OrderWatch watch = new OrderWatch(id, sources.orderBody());
    watches.put(id, watch);
    if (position != null) {
      read(watch);
    }
    return watch;
  }

  boolean isFollowed() {
    return !watches.isEmpty();
  }

  /** Asks for changes, if it is time and no answer is awaited. */
  void step(long now) {
    if (now - againAt >= 0) {
      againAt = now + AGAIN_NANOS;
      tidy();
      readAgain();
    }
    if (asking || now - askAt < 0) {
      return;
    }
    asking = true;
    askAt = now + tickNanos;
    String from = position;
    var _ =
        from == null
            ? sources
                .changes()
                .position(sku)
                .whenComplete((begin, failure) -> live.execute(() -> begun(begin, failure)))
            : sources
                .changes()
                .after(sku, from, MOST_CHANGES)
                .whenComplete((page, failure) -> live.execute(() -> told(page, failure)));
  }

  private void begun(@Nullable String begin, @Nullable Throwable failure) {
    asking = false;
    if (begin != null) {
      position = begin;
      watches.values().forEach(this::read);
    } else {
      away(failure);
    }
  }

  private void told(OrderChanges.@Nullable Page page, @Nullable Throwable failure) {
    asking = false;
    if (page == null) {
      away(failure);
      return;
    }
    position = page.position();
    for (OrderId changed : new LinkedHashSet<>(page.orders())) {
      OrderWatch watch = watches.get(changed);
      if (watch != null) {
        read(watch);
      }
    }
    if (page.orders().size() == MOST_CHANGES) {
      askAt -= tickNanos;
    }
  }

  private void away(@Nullable Throwable failure) {
    LOG.debug("the changes of {} cannot be seen now: {}", sku, String.valueOf(failure));
  }

  private void read(OrderWatch watch) {
    var _ =
        sources
            .orders()
            .apply(watch.id())
            .whenComplete((answer, failure) -> live.execute(() -> read(watch, answer, failure)));
  }

  private void read(OrderWatch watch, @Nullable OrderAnswer answer, @Nullable Throwable failure) {
    if (answer == null) {
      uncertain.add(watch.id());
      away(failure);
      return;
    }
    if (answer instanceof OrderAnswer.Undecided) {
      uncertain.add(watch.id());
    } else {
      uncertain.remove(watch.id());
    }
    watch.seen(answer);
    forget(watch);
  }

  private void readAgain() {
    List.copyOf(uncertain)
        .forEach(id -> {
          OrderWatch watch = watches.get(id);
          if (watch == null) {
            uncertain.remove(id);
          } else {
            read(watch);
          }
        });
  }

  private void tidy() {
    List.copyOf(watches.values())
        .forEach(watch -> {
          watch.tidy();
          forget(watch);
        });
  }

  private void forget(OrderWatch watch) {
    if (!watch.isFollowed()) {
      watches.remove(watch.id(), watch);
    }
  }
}
