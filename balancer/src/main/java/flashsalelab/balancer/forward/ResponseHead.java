package flashsalelab.balancer.forward;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/**
 * A final response's head, made ready for the client.
 *
 * @param message the head as it is sent
 * @param upstreamKeepsAlive whether the upstream's connection may be used again after it
 * @param endsWithClose whether only the connection's end tells the client where the body ends: a
 *     clean close would hide a truncation
 * @param keepAlive whether the client's connection stays open after it
 */
record ResponseHead(
    HttpResponse message, boolean upstreamKeepsAlive, boolean endsWithClose, boolean keepAlive) {

  /**
   * Whether the codings are ones the balancer can take off and put on again: none, or chunked (RFC
   * 9112 section 6.1).
   */
  static boolean hasKnownCoding(HttpResponse response) {
    List<String> codings = response.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    return codings.isEmpty()
        || (codings.size() == 1
            && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0)));
  }

  int status() {
    return message.status().code();
  }

  /**
   * Chooses how the client will know where the body ends (RFC 9112 section 6.3), and forwards the
   * fields that are meant for it.
   *
   * @param mayKeepAlive whether the client's connection can be kept at all
   */
  static ResponseHead prepare(HttpResponse message, RequestHead request, boolean mayKeepAlive) {
    HttpHeaders headers = message.headers();
    boolean chunked = headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    boolean hasLength = headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    boolean hasBody = !request.isHead() && !isBodiless(message.status());
    boolean upstreamKeepsAlive =
        HttpUtil.isKeepAlive(message) && (chunked || hasLength || !hasBody);

    Fields.removeHopByHop(headers);
    boolean unknownEnd = hasBody && !hasLength;
    if (unknownEnd && request.isOne()) {
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    boolean endsWithClose = unknownEnd && !request.isOne();
    boolean keepAlive = mayKeepAlive && request.keepAlive() && !endsWithClose;
    setConnection(headers, request.isOne(), keepAlive);
    message.setProtocolVersion(HttpVersion.HTTP_1_1);
    return new ResponseHead(message, upstreamKeepsAlive, endsWithClose, keepAlive);
  }

  /** RFC 9112 section 9.3: says what differs from the default of the client's version. */
  static void setConnection(HttpHeaders headers, boolean isOne, boolean keepAlive) {
    if (!keepAlive) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (!isOne) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
  }

  private static boolean isBodiless(HttpResponseStatus status) {
    return status.code() == HttpResponseStatus.NO_CONTENT.code()
        || status.code() == HttpResponseStatus.NOT_MODIFIED.code();
  }
}
