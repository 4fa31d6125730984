package flashsalelab.web.live;

import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderId;
import flashsalelab.web.http.ApiStream.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order, for those who follow it or wait for its decision. An event's id is the number of states
 * that the order has had. Used on the live thread.
 */
final class OrderWatch implements Following {
  private final OrderId id;
  private final List<Subscriber> subscribers = new ArrayList<>();
  private final List<Wait> waits = new ArrayList<>();
  private @Nullable OrderAnswer newest;
  private @Nullable Frame frame;
  private long frameId = -1;

  OrderWatch(OrderId id) {
    this.id = id;
  }

  OrderId id() {
    return id;
  }

  /** As it was seen last; null if it was not seen yet. */
  @Nullable OrderAnswer newest() {
    return newest;
  }

  boolean isFollowed() {
    return !subscribers.isEmpty() || !waits.isEmpty();
  }

  void add(Subscriber subscriber) {
    subscribers.add(subscriber);
    subscriber.follows(this);
  }

  void add(Wait wait) {
    waits.add(wait);
    OrderAnswer seen = newest;
    if (seen != null) {
      wait.seen(seen);
    }
  }

  @Override
  public void left(Subscriber subscriber) {
    subscribers.remove(subscriber);
  }

  /** Forgets those waits that are over. */
  void tidy() {
    waits.removeIf(Wait::isOver);
  }

  /** Takes the order as it stands now and tells everybody what is new. */
  void seen(OrderAnswer answer, byte[] body) {
    newest = answer;
    waits.forEach(wait -> wait.seen(answer));
    tidy();
    switch (answer) {
      case OrderAnswer.NoSuchOrder none -> subscribers.forEach(Subscriber::end);
      case OrderAnswer.Undecided undecided -> encode(0, body, false);
      case OrderAnswer.Found found -> {
        boolean over = found.order().state().next().isEmpty();
        encode(found.order().history().size(), body, over);
      }
    }
    subscribers.forEach(this::serve);
  }

  /** Answers may overtake each other: an older one changes nothing. */
  private void encode(int states, byte[] body, boolean over) {
    if (states > frameId) {
      frameId = states;
      frame = EventText.event("order", states, body, over);
    }
  }

  /** A version is its id + 1. Whoever has the last event already is sent the end alone. */
  @Override
  public void serve(Subscriber subscriber) {
    Frame event = frame;
    if (event == null || subscriber.given() > frameId) {
      return;
    }
    if (frameId > subscriber.after()) {
      subscriber.give(frameId + 1, event);
    } else if (event.last()) {
      subscriber.give(frameId + 1, EventText.END);
    }
  }
}
