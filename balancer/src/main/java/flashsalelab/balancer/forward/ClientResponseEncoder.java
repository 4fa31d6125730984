package flashsalelab.balancer.forward;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/**
 * Writes responses; one to HEAD has the fields of a body and no body (RFC 9112 section 6.3, rule
 * 1).
 */
final class ClientResponseEncoder extends HttpResponseEncoder {
  private boolean answersHead;

  /** Says whether the responses from now on answer a HEAD request. */
  void answersHead(boolean isHead) {
    answersHead = isHead;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpResponse response) {
    return answersHead || super.isContentAlwaysEmpty(response);
  }
}
