package flashsalelab.balancer.forward;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way to an upstream. Pieces that arrive before the request's head is known
 * to be written are also kept, so that all of it can be written to another connection; after that
 * they are only passed on.
 *
 * <p>Owns every piece it is given. Its client is not read from while pieces wait for a connection,
 * which bounds what is kept.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class RequestBody {
  private final long maxBytes;
  private final List<HttpContent> kept = new ArrayList<>(1);
  private @Nullable Channel upstream;
  private boolean keeping = true;
  private boolean complete;
  private long bytes;

  /**
   * @param maxBytes the largest body that is forwarded
   */
  RequestBody(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Takes the next piece, and writes it without flushing if the body has a connection. */
  void add(HttpContent piece) {
    bytes += piece.content().readableBytes();
    HttpContent plain = withoutTrailers(piece);
    if (plain instanceof LastHttpContent) {
      complete = true;
    }
    Channel channel = upstream;
    if (keeping) {
      kept.add(plain);
      if (channel != null) {
        channel.write(plain.retainedDuplicate());
      }
    } else if (channel != null) {
      channel.write(plain);
    } else {
      plain.release();
    }
  }

  /**
   * RFC 9112 section 7.1.2: whoever decodes the chunked coding may discard trailer fields, which
   * could pose as header fields.
   */
  private static HttpContent withoutTrailers(HttpContent piece) {
    if (piece instanceof LastHttpContent last && !last.trailingHeaders().isEmpty()) {
      return new DefaultLastHttpContent(last.content());
    }
    return piece;
  }

  /**
   * Writes what has come so far to a connection whose head was just written, and what comes later
   * as it comes.
   */
  void sendTo(Channel channel) {
    upstream = channel;
    for (HttpContent piece : kept) {
      channel.write(piece.retainedDuplicate());
    }
  }

  /**
   * The head was written: from here on the request may have been acted upon, and nothing is kept.
   */
  void headWritten() {
    keeping = false;
    releaseKept();
  }

  /** Drops everything. */
  void discard() {
    keeping = false;
    upstream = null;
    releaseKept();
  }

  private void releaseKept() {
    kept.forEach(HttpContent::release);
    kept.clear();
  }

  boolean isComplete() {
    return complete;
  }

  boolean isTooLarge() {
    return bytes > maxBytes;
  }
}
