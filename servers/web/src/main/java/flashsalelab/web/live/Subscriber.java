package flashsalelab.web.live;

import flashsalelab.sale.Causes;
import flashsalelab.web.http.ApiStream.Frame;
import flashsalelab.web.http.ApiStream.Frames;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One stream that follows something. Its connection calls {@link #next} and {@link #close}, the
 * live thread everything else.
 */
final class Subscriber implements Frames {
  private static final int SHORTEST_RETRY_MS = 1_000;
  private static final int LONGEST_RETRY_MS = 5_000;

  private final Kind kind;
  private final Followers followers;
  private final Mailbox mailbox = new Mailbox();
  private final long after;
  private volatile boolean closed;
  private boolean opened;
  private @Nullable Following followed;
  private long given;
  private long beatAt;

  /**
   * @param after the id after which it wants events; negative for any
   */
  Subscriber(Kind kind, long after, Followers followers) {
    this.kind = kind;
    this.after = after;
    this.followers = followers;
  }

  @Override
  public CompletionStage<Frame> next() {
    if (!opened) {
      opened = true;
      int retry = ThreadLocalRandom.current().nextInt(SHORTEST_RETRY_MS, LONGEST_RETRY_MS + 1);
      return CompletableFuture.completedFuture(EventText.opening(retry));
    }
    return mailbox.next();
  }

  @Override
  public void close(@Nullable Throwable failure) {
    if (!closed) {
      closed = true;
      followers.left(kind, Causes.any(failure, TimeoutException.class::isInstance));
    }
  }

  /** Whether its connection is gone. */
  boolean closed() {
    return closed;
  }

  /** The id after which it wants events; negative for any. */
  long after() {
    return after;
  }

  /** What it follows from now on; the first heartbeat is due after a part of the interval. */
  void follows(Following something) {
    followed = something;
    beatAt = followers.nextBeat();
    something.serve(this);
  }

  /** The version it was given last; 0 if none. */
  long given() {
    return given;
  }

  /** Gives it a version of what it follows. */
  void give(long version, Frame event) {
    given = version;
    beatAt = followers.nextBeat();
    if (mailbox.put(event) && event.bytes().length > 0) {
      followers.metrics().written(kind);
    }
  }

  /** Ends its stream; what it was given and did not take yet is lost. */
  void end() {
    mailbox.put(EventText.END);
  }

  /** Looks after it; tells whether it is still there. */
  boolean visit(long now) {
    Following something = followed;
    if (something == null) {
      return !closed;
    }
    if (closed) {
      something.left(this);
      return false;
    }
    something.serve(this);
    if (now - beatAt >= 0) {
      beatAt = followers.nextBeat();
      if (mailbox.putIfAwaited(EventText.HEARTBEAT)) {
        followers.metrics().beaten();
      }
    }
    return true;
  }
}
