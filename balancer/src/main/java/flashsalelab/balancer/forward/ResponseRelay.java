package flashsalelab.balancer.forward;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one response on their way from an upstream's decoder to a client: written as they
 * come, and not flushed.
 */
final class ResponseRelay {
  /** How far the response has come. */
  enum Progress {
    /** Nothing but interim responses so far. */
    AWAITED,
    /** The head has been written. */
    BEGUN,
    /** Everything has been written. */
    COMPLETE,
    /** What came cannot be forwarded; {@link #fault} says why. Nothing has been written. */
    UNUSABLE,
    /** The body is malformed, after a head that has been written. */
    BROKEN
  }

  private final ClientConnection client;
  private final RequestHead request;
  private Progress progress = Progress.AWAITED;
  private @Nullable ResponseHead head;
  private String fault = "";
  private boolean interim;
  private boolean stray;

  ResponseRelay(ClientConnection client, RequestHead request) {
    this.client = client;
    this.request = request;
  }

  Progress progress() {
    return progress;
  }

  /** What is wrong with an unusable response, for the client to read. */
  String fault() {
    return fault;
  }

  /** The head that was written. Only after it has begun. */
  ResponseHead head() {
    return Objects.requireNonNull(head, "no response has begun");
  }

  /** Whether more came than the one response: the connection is not to be trusted any more. */
  boolean hasStrayMessages() {
    return stray;
  }

  /**
   * Takes the next decoded message, and releases it.
   *
   * @param requestComplete whether the whole request has been received by now
   */
  Progress accept(Object message, boolean requestComplete) {
    if (interim && message instanceof HttpContent content) {
      interim = !(content instanceof LastHttpContent);
      content.release();
    } else if (progress == Progress.AWAITED
        && !interim
        && message instanceof HttpResponse response) {
      acceptHead(response, requestComplete);
    } else if (progress == Progress.BEGUN && message instanceof HttpContent content) {
      acceptContent(content);
    } else {
      stray = true;
      ReferenceCountUtil.release(message);
    }
    return progress;
  }

  private void acceptHead(HttpResponse response, boolean requestComplete) {
    if (response.decoderResult().isFailure()) {
      ReferenceCountUtil.release(response);
      unusable("it is not a well-formed HTTP response");
    } else if (response.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
      unusable("it switches protocols, which was not asked for");
    } else if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
      interim = true;
      forwardInterim(response);
    } else if (!ResponseHead.hasKnownCoding(response)) {
      unusable("it has a transfer coding other than chunked");
    } else {
      progress = Progress.BEGUN;
      ResponseHead prepared =
          ResponseHead.prepare(response, request, requestComplete && client.mayKeepAlive());
      head = prepared;
      client.write(prepared.message());
    }
  }

  private void unusable(String why) {
    progress = Progress.UNUSABLE;
    fault = why;
  }

  /**
   * RFC 9110 section 15.2: forwarded as they come, but not to a client of HTTP/1.0, which does not
   * know them.
   */
  private void forwardInterim(HttpResponse response) {
    if (request.isOne()) {
      Fields.removeHopByHop(response.headers());
      DefaultFullHttpResponse whole =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, response.status(), Unpooled.EMPTY_BUFFER);
      whole.headers().set(response.headers());
      client.write(whole);
    }
  }

  /** Trailer fields are left out, as in {@link RequestBody}. */
  private void acceptContent(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      content.release();
      progress = Progress.BROKEN;
    } else if (content instanceof LastHttpContent last) {
      progress = Progress.COMPLETE;
      client.write(
          last.trailingHeaders().isEmpty() ? last : new DefaultLastHttpContent(last.content()));
    } else {
      client.write(content);
    }
  }
}
