package flashsalelab.balancer.forward;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** A {@link Problem} as a response (RFC 9457 section 3). */
final class ProblemResponse {
  private static final String PROBLEM_JSON = "application/problem+json";

  private ProblemResponse() {}

  /**
   * @param isOne whether the client spoke HTTP/1.1
   */
  static FullHttpResponse of(Problem problem, boolean isOne, boolean keepAlive) {
    byte[] json = problem.toJson();
    HttpResponseStatus status = new HttpResponseStatus(problem.status(), problem.title());
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(json));
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, PROBLEM_JSON);
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, json.length);
    if (problem.retryAfterSeconds() > 0) {
      headers.setInt(HttpHeaderNames.RETRY_AFTER, problem.retryAfterSeconds());
    }
    ResponseHead.setConnection(headers, isOne, keepAlive);
    return response;
  }
}
