package flashsalelab.balancer.forward;

import flashsalelab.balancer.selection.RequestFacts;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * A request's head, with what its client said about framing and connection kept apart, and the rest
 * made ready for an upstream.
 *
 * @param message the head as it is forwarded; only its Host may still change
 * @param isOne whether the client spoke HTTP/1.1, and not 1.0
 * @param keepAlive whether the client wants to keep its connection (RFC 9112 section 9.3)
 * @param contentLength of the body; -1 where it is chunked
 * @param clientAddress IP address without a port
 */
record RequestHead(
    HttpRequest message,
    boolean isOne,
    boolean isHead,
    boolean keepAlive,
    long contentLength,
    String clientAddress)
    implements RequestFacts {

  private static final AsciiString X_FORWARDED_FOR = AsciiString.cached("x-forwarded-for");
  private static final AsciiString X_FORWARDED_PROTO = AsciiString.cached("x-forwarded-proto");
  private static final AsciiString X_FORWARDED_HOST = AsciiString.cached("x-forwarded-host");
  private static final AsciiString HTTP = AsciiString.cached("http");

  /**
   * Prepares a decoded request that has passed {@link HeadRules}.
   *
   * @param proxyName the pseudonym to add to Via (RFC 9110 section 7.6.3)
   */
  static RequestHead prepare(HttpRequest message, String clientAddress, String proxyName) {
    HttpHeaders headers = message.headers();
    boolean isOne = message.protocolVersion().equals(HttpVersion.HTTP_1_1);
    boolean keepAlive = HttpUtil.isKeepAlive(message);
    boolean chunked = headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    long contentLength = chunked ? -1 : length == null ? 0 : Long.parseLong(length);

    Fields.removeHopByHop(headers);
    if (chunked) {
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    if (!isOne) {
      // RFC 9110 section 10.1.1: the expectation does not exist in HTTP/1.0.
      headers.remove(HttpHeaderNames.EXPECT);
    }
    AbsoluteTarget target = AbsoluteTarget.parse(message.uri());
    if (target != null) {
      message.setUri(target.path());
      headers.set(HttpHeaderNames.HOST, target.authority());
    }
    addForwarding(headers, clientAddress, (isOne ? "1.1 " : "1.0 ") + proxyName);
    message.setProtocolVersion(HttpVersion.HTTP_1_1);
    boolean isHead = HttpMethod.HEAD.equals(message.method());
    return new RequestHead(message, isOne, isHead, keepAlive, contentLength, clientAddress);
  }

  private static void addForwarding(HttpHeaders headers, String clientAddress, String via) {
    append(headers, X_FORWARDED_FOR, clientAddress);
    append(headers, HttpHeaderNames.VIA, via);
    headers.set(X_FORWARDED_PROTO, HTTP);
    String host = headers.get(HttpHeaderNames.HOST);
    if (host == null) {
      headers.remove(X_FORWARDED_HOST);
    } else {
      headers.set(X_FORWARDED_HOST, host);
    }
  }

  private static void append(HttpHeaders headers, CharSequence name, String element) {
    if (headers.contains(name)) {
      headers.set(name, String.join(", ", headers.getAll(name)) + ", " + element);
    } else {
      headers.set(name, element);
    }
  }

  /** Names the upstream as the host where an HTTP/1.0 client named none (RFC 9112 section 3.2). */
  void ensureHost(String upstreamName) {
    HttpHeaders headers = message.headers();
    if (!isOne && !headers.contains(HttpHeaderNames.HOST)) {
      headers.set(HttpHeaderNames.HOST, upstreamName);
    }
  }

  boolean hasBody() {
    return contentLength != 0;
  }

  @Override
  public @Nullable String header(String name) {
    return message.headers().get(name);
  }
}
