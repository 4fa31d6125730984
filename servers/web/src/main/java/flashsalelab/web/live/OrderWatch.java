package flashsalelab.web.live;

import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderId;
import flashsalelab.web.http.ApiStream.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An order, for those who follow it or wait for its decision. An event's id is the number of states
 * that the order has had. Used on the live thread.
 */
final class OrderWatch implements Following {
  private final OrderId id;
  private final Function<OrderAnswer, byte[]> body;
  private final List<Subscriber> subscribers = new ArrayList<>();
  private final List<Wait> waits = new ArrayList<>();
  private @Nullable OrderAnswer newest;
  private @Nullable OrderAnswer standing;
  private @Nullable Frame frame;
  private long states = -1;

  /**
   * @param body the data of an event
   */
  OrderWatch(OrderId id, Function<OrderAnswer, byte[]> body) {
    this.id = id;
    this.body = body;
  }

  OrderId id() {
    return id;
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

  /**
   * Takes the order as it stands now and tells everybody what is new. Answers may overtake each
   * other: an older one changes nothing.
   */
  void seen(OrderAnswer answer) {
    switch (answer) {
      case OrderAnswer.NoSuchOrder none -> {
        tellWaits(none);
        subscribers.forEach(Subscriber::end);
      }
      case OrderAnswer.Undecided undecided -> stands(undecided, 0);
      case OrderAnswer.Found found -> stands(found, found.order().history().size());
    }
  }

  private void stands(OrderAnswer answer, int had) {
    if (had < states) {
      return;
    }
    if (had > states) {
      standing = answer;
      states = had;
      frame = null;
    }
    tellWaits(answer);
    subscribers.forEach(this::serve);
  }

  private void tellWaits(OrderAnswer answer) {
    newest = answer;
    waits.forEach(wait -> wait.seen(answer));
    tidy();
  }

  /** A version is its id + 1. Whoever has the last event already is sent the end alone. */
  @Override
  public void serve(Subscriber subscriber) {
    OrderAnswer present = standing;
    if (present == null || subscriber.given() > states) {
      return;
    }
    if (states > subscriber.after()) {
      subscriber.give(states + 1, event(present));
    } else if (isOver(present)) {
      subscriber.give(states + 1, EventText.END);
    }
  }

  /** Encoded once for all, when the first one needs it. */
  private Frame event(OrderAnswer answer) {
    Frame event = frame;
    if (event == null) {
      event = EventText.event("order", states, body.apply(answer), isOver(answer));
      frame = event;
    }
    return event;
  }

  private static boolean isOver(OrderAnswer answer) {
    return answer instanceof OrderAnswer.Found found && found.order().state().next().isEmpty();
  }
}
