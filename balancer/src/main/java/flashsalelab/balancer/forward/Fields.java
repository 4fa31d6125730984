package flashsalelab.balancer.forward;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Set;

/** Header fields that concern one connection and are never forwarded (RFC 9110 section 7.6.1). */
final class Fields {
  private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
  private static final AsciiString PROXY_CONNECTION = AsciiString.cached("proxy-connection");
  private static final CharSequence[] HOP_BY_HOP = {
    HttpHeaderNames.CONNECTION,
    KEEP_ALIVE,
    PROXY_CONNECTION,
    HttpHeaderNames.PROXY_AUTHENTICATE,
    HttpHeaderNames.PROXY_AUTHORIZATION,
    HttpHeaderNames.TE,
    HttpHeaderNames.TRAILER,
    HttpHeaderNames.TRANSFER_ENCODING,
    HttpHeaderNames.UPGRADE
  };

  /**
   * A Connection field cannot take these away: without them, the message would end elsewhere or go
   * elsewhere.
   */
  private static final Set<String> NOT_NOMINABLE = Set.of("content-length", "host");

  private Fields() {}

  /**
   * Removes the fields that a Connection field nominates, and those that are hop-by-hop by
   * themselves.
   */
  static void removeHopByHop(HttpHeaders headers) {
    if (headers.contains(HttpHeaderNames.CONNECTION)) {
      for (String options : headers.getAll(HttpHeaderNames.CONNECTION)) {
        removeNominated(headers, options);
      }
    }
    for (CharSequence name : HOP_BY_HOP) {
      headers.remove(name);
    }
  }

  private static void removeNominated(HttpHeaders headers, String options) {
    if (options.equalsIgnoreCase("keep-alive") || options.equalsIgnoreCase("close")) {
      return;
    }
    for (String option : options.split(",", -1)) {
      String name = option.strip();
      if (!name.isEmpty()
          && !NOT_NOMINABLE.contains(AsciiString.of(name).toLowerCase().toString())) {
        headers.remove(name);
      }
    }
  }
}
