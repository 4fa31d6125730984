package flashsalelab.jettycommon;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Ends requests that take too long to arrive. Jetty's idle timeout begins anew with every byte, so
 * a client that sends one a second would keep its connection, and on a blocking edge its thread,
 * for hours.
 *
 * <p>From time to time every connection is looked at. One whose request began to arrive too long
 * ago and is not whole yet gets an idle timeout of a millisecond, and so the end that Jetty gives
 * to silent ones: a request whose head is not complete loses its connection, the reader of a body
 * gets a {@link java.util.concurrent.TimeoutException}, which is answered with 408.
 */
public final class SlowRequests extends AbstractLifeCycle {
  private static final int LOOKS_PER_LIMIT = 8;
  private static final long AT_ONCE_MS = 1;

  private final ServerConnector connector;
  private final Duration limit;
  private Scheduler.@Nullable Task next;

  private SlowRequests(ServerConnector connector, Duration limit) {
    this.connector = connector;
    this.limit = limit;
  }

  /** Limits a connector that was not started yet. */
  public static void on(ServerConnector connector, Duration limit) {
    connector.addBean(new SlowRequests(connector, limit));
  }

  @Override
  protected void doStart() {
    lookLater();
  }

  @Override
  protected synchronized void doStop() {
    if (next != null) {
      next.cancel();
    }
  }

  private synchronized void lookLater() {
    next =
        connector
            .getScheduler()
            .schedule(
                this::look, limit.dividedBy(LOOKS_PER_LIMIT).toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    for (EndPoint endPoint : connector.getConnectedEndPoints()) {
      if (endPoint.getConnection() instanceof HttpConnection connection
          && isOverdue(connection.getParser())) {
        endPoint.setIdleTimeout(AT_ONCE_MS);
      }
    }
    if (isRunning()) {
      lookLater();
    }
  }

  private boolean isOverdue(HttpParser parser) {
    return isArriving(parser) && NanoTime.since(parser.getBeginNanoTime()) > limit.toNanos();
  }

  /** Whether a request has begun and its end is still to come. */
  private static boolean isArriving(HttpParser parser) {
    return switch (parser.getState()) {
      case METHOD,
          SPACE1,
          URI,
          SPACE2,
          REQUEST_VERSION,
          HEADER,
          CHUNKED_CONTENT,
          CHUNK_SIZE,
          CHUNK,
          TRAILER ->
          true;
      case CONTENT -> parser.getContentLength() > 0;
      default -> false;
    };
  }
}
