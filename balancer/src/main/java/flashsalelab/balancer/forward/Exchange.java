package flashsalelab.balancer.forward;

import flashsalelab.balancer.upstream.Acquisition;
import flashsalelab.balancer.upstream.ConnectionAsker;
import flashsalelab.balancer.upstream.ConnectionPool;
import flashsalelab.balancer.upstream.ConnectionUser;
import flashsalelab.balancer.upstream.FailureReason;
import flashsalelab.balancer.upstream.Upstream;
import flashsalelab.balancer.upstream.UpstreamConnection;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
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
 * One request and its response, between one client's connection and one upstream's. Confined to the
 * event loop of both.
 *
 * <p>A request goes to another upstream only if no connection to the first could be established,
 * and to another connection only if a pooled one turns out closed before the head could be written:
 * whatever may have been acted upon is never sent twice.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class Exchange implements ConnectionAsker, ConnectionUser {
  private enum Phase {
    /** The request's first bytes are still being gathered. */
    NEW,
    /** Waiting for a connection. */
    ACQUIRING,
    /** The request is being sent, or a response awaited. */
    AWAITING_RESPONSE,
    /** The response's head has been forwarded. */
    RESPONDING,
    /** The response's last byte has been handed to the client's connection. */
    RESPONDED,
    /** Nothing is held any more. */
    ENDED
  }

  private final ClientConnection client;
  private final Forwarding forwarding;
  private final RequestHead request;
  private final RequestBody body;
  private final Route route;

  private Phase phase = Phase.NEW;
  private ConnectionPool.@Nullable Ticket ticket;
  private @Nullable Upstream upstream;
  private @Nullable UpstreamConnection connection;
  private @Nullable ResponseHead response;
  private @Nullable String lastRefusal;
  private boolean interim;
  private boolean strayBytes;

  Exchange(ClientConnection client, Forwarding forwarding, RequestHead request) {
    this.client = client;
    this.forwarding = forwarding;
    this.request = request;
    this.body = new RequestBody(forwarding.settings().maxBodyBytes());
    this.route = new Route(forwarding.selection(), request);
  }

  RequestHead request() {
    return request;
  }

  boolean isStarted() {
    return phase != Phase.NEW;
  }

  boolean isRequestComplete() {
    return body.isComplete() || !request.hasBody();
  }

  /** Sends the request on its way, with as much of its body as has come. */
  void start() {
    if (!isRequestComplete()) {
      client.stopReading();
    }
    tryNextUpstream();
  }

  private void tryNextUpstream() {
    Upstream chosen = route.next();
    if (chosen == null) {
      String refusal = lastRefusal;
      end(
          refusal == null
              ? Problem.unavailable(
                  "No upstream is available: connections to all of them failed a moment ago.")
              : Problem.badGateway(refusal));
      return;
    }
    upstream = chosen;
    chosen.begin();
    acquire(chosen);
  }

  private void acquire(Upstream chosen) {
    phase = Phase.ACQUIRING;
    client.deadline().disarm();
    ConnectionPool.Ticket place = forwarding.pools().pool(client.loop(), chosen).acquire(this);
    if (place != null) {
      ticket = place;
    }
  }

  @Override
  public void acquired(Acquisition outcome) {
    ticket = null;
    Upstream chosen = currentUpstream();
    switch (outcome) {
      case Acquisition.Connected(UpstreamConnection acquired) -> send(acquired, chosen);
      case Acquisition.ConnectFailed(FailureReason reason, String detail) -> {
        lastRefusal = "No connection to " + chosen + ": " + detail + ".";
        route.exclude(chosen);
        leaveUpstream();
        tryNextUpstream();
      }
      case Acquisition.QueueFull(int waiting) ->
          end(
              Problem.unavailable(
                  "All connections to %s are in use and %d requests wait for one."
                      .formatted(chosen, waiting)));
      case Acquisition.WaitTimedOut(long millis) ->
          end(
              Problem.unavailable(
                  "No connection to %s became free within %d ms.".formatted(chosen, millis)));
    }
  }

  private void send(UpstreamConnection acquired, Upstream chosen) {
    if (!UpstreamCodec.of(acquired.channel()).isBetweenMessages()) {
      acquired.close();
      acquire(chosen);
      return;
    }
    connection = acquired;
    phase = Phase.AWAITING_RESPONSE;
    acquired.attach(this);
    request.ensureHost(chosen.name());
    Channel channel = acquired.channel();
    ChannelFuture written = channel.write(request.message());
    written.addListener(future -> headWritten(acquired, chosen, written));
    if (connection != acquired) {
      return;
    }
    body.sendTo(channel);
    if (request.hasBody()) {
      channel.flush();
      regulateClient();
    } else {
      channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    armForRequest();
  }

  private void headWritten(UpstreamConnection on, Upstream chosen, ChannelFuture written) {
    if (connection != on) {
      return;
    }
    if (written.isSuccess()) {
      chosen.requestSent();
      body.headWritten();
    } else if (on.isReused()) {
      connection = null;
      on.close();
      acquire(chosen);
    } else {
      on.close();
      connectionLost(written.cause());
    }
  }

  /** Takes the next piece of the request's body. */
  void requestContent(HttpContent content) {
    if (phase == Phase.ENDED || !request.hasBody()) {
      content.release();
      return;
    }
    if (content.decoderResult().isFailure()) {
      content.release();
      clientFault(Problem.badRequest("The chunked body is malformed (RFC 9112 section 7.1)."));
      return;
    }
    body.add(content);
    if (body.isTooLarge()) {
      clientFault(Problem.contentTooLarge(forwarding.settings().maxBodyBytes()));
    } else if (phase == Phase.AWAITING_RESPONSE) {
      regulateClient();
      armForRequest();
    }
  }

  /** All that could be read from the client has been handed over. */
  void requestRead() {
    UpstreamConnection current = connection;
    if (current != null) {
      current.channel().flush();
    }
  }

  private void armForRequest() {
    ForwardSettings settings = forwarding.settings();
    if (phase == Phase.AWAITING_RESPONSE) {
      client
          .deadline()
          .arm(isRequestComplete() ? settings.responseTimeout() : settings.idleTimeout());
    }
  }

  /** Reads from the client only while its body has somewhere to go. */
  private void regulateClient() {
    UpstreamConnection current = connection;
    if (current != null && !isRequestComplete()) {
      if (current.channel().isWritable()) {
        client.read();
      } else {
        client.stopReading();
      }
    }
  }

  @Override
  public void upstreamWritabilityChanged() {
    regulateClient();
  }

  /** Reads from the upstream only while the response has somewhere to go. */
  void clientWritabilityChanged() {
    UpstreamConnection current = connection;
    if (current != null) {
      current.channel().config().setAutoRead(client.isWritable());
    }
  }

  @Override
  public void received(Object message) {
    if (message instanceof HttpResponse head && phase == Phase.AWAITING_RESPONSE && !interim) {
      responseHead(head);
    } else if (message instanceof HttpContent content && interim) {
      interim = !(content instanceof LastHttpContent);
      content.release();
    } else if (message instanceof HttpContent content && phase == Phase.RESPONDING) {
      responseContent(content);
    } else {
      strayBytes = true;
      ReferenceCountUtil.release(message);
    }
  }

  private void responseHead(HttpResponse head) {
    int status = head.status().code();
    if (head.decoderResult().isFailure()) {
      ReferenceCountUtil.release(head);
      badResponse("it is not a well-formed HTTP response");
    } else if (status == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
      badResponse("it switches protocols, which was not asked for");
    } else if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
      interim = true;
      forwardInterim(head);
    } else if (!ResponseHead.hasKnownCoding(head)) {
      badResponse("it has a transfer coding other than chunked");
    } else {
      phase = Phase.RESPONDING;
      ResponseHead prepared =
          ResponseHead.prepare(head, request, isRequestComplete() && client.mayKeepAlive());
      response = prepared;
      forwarding.counters().response(TrafficCounters.Source.UPSTREAM, status);
      client.write(prepared.message());
    }
  }

  /**
   * RFC 9110 section 15.2: forwarded as they come, but not to a client of HTTP/1.0, which does not
   * know them.
   */
  private void forwardInterim(HttpResponse head) {
    if (request.isOne()) {
      DefaultFullHttpResponse copy =
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, head.status(), Unpooled.EMPTY_BUFFER);
      Fields.removeHopByHop(head.headers());
      copy.headers().set(head.headers());
      client.write(copy);
    }
  }

  private void responseContent(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      content.release();
      truncate(FailureReason.TRUNCATED_RESPONSE);
      return;
    }
    if (content instanceof LastHttpContent last) {
      phase = Phase.RESPONDED;
      client.write(
          last.trailingHeaders().isEmpty() ? last : new DefaultLastHttpContent(last.content()));
    } else {
      client.write(content);
    }
  }

  @Override
  public void receivedAll() {
    if (phase == Phase.ENDED) {
      return;
    }
    if (phase == Phase.RESPONDED) {
      finish();
    } else {
      client.flush();
      if (phase == Phase.RESPONDING) {
        client.deadline().arm(forwarding.settings().idleTimeout());
      }
    }
  }

  private void finish() {
    ResponseHead sent = Objects.requireNonNull(response);
    UpstreamConnection current = connection;
    connection = null;
    boolean requestComplete = isRequestComplete();
    leaveUpstream();
    body.discard();
    phase = Phase.ENDED;
    if (current != null) {
      boolean clean = !strayBytes && UpstreamCodec.of(current.channel()).isBetweenMessages();
      if (sent.upstreamKeepsAlive() && requestComplete && clean) {
        current.release();
      } else {
        current.close();
      }
    }
    client.exchangeEnded(sent.keepAlive());
  }

  private void badResponse(String what) {
    failed(FailureReason.BAD_RESPONSE);
    end(
        Problem.badGateway(
            "The response of %s cannot be forwarded: %s.".formatted(currentUpstream(), what)));
  }

  @Override
  public void connectionLost(@Nullable Throwable cause) {
    connection = null;
    if (phase == Phase.AWAITING_RESPONSE) {
      failed(FailureReason.CLOSED_BEFORE_RESPONSE);
      String why = cause == null ? "" : ": " + cause.getMessage();
      end(
          Problem.badGateway(
              "%s closed the connection before a response%s.".formatted(currentUpstream(), why)));
    } else if (phase == Phase.RESPONDING) {
      truncate(FailureReason.TRUNCATED_RESPONSE);
    } else if (phase == Phase.RESPONDED) {
      finish();
    }
  }

  /** Nothing more came from the side that was waited for. */
  void timedOut() {
    ForwardSettings settings = forwarding.settings();
    UpstreamConnection current = connection;
    if (phase == Phase.RESPONDING) {
      truncate(client.isWritable() ? FailureReason.TRUNCATED_RESPONSE : null);
    } else if (isRequestComplete() || (current != null && !current.channel().isWritable())) {
      failed(FailureReason.RESPONSE_TIMEOUT);
      long millis =
          (isRequestComplete() ? settings.responseTimeout() : settings.idleTimeout()).toMillis();
      end(
          Problem.gatewayTimeout(
              "%s did not respond within %d ms.".formatted(currentUpstream(), millis)));
    } else {
      long millis = settings.idleTimeout().toMillis();
      end(Problem.requestTimeout("The request's body stopped for %d ms.".formatted(millis)));
    }
  }

  private void clientFault(Problem problem) {
    if (phase == Phase.RESPONDING || phase == Phase.RESPONDED) {
      truncate(null);
    } else {
      end(problem);
    }
  }

  /** The response cannot be completed: the client must see that, and not a clean end. */
  private void truncate(@Nullable FailureReason reason) {
    if (reason != null) {
      failed(reason);
    }
    ResponseHead sent = response;
    abandon();
    client.abort(sent != null && sent.endsWithClose());
  }

  /** The client is gone, and nobody waits for the response. */
  void abandon() {
    ConnectionPool.Ticket place = ticket;
    if (place != null) {
      forwarding.pools().pool(client.loop(), currentUpstream()).cancel(place);
      ticket = null;
    }
    UpstreamConnection current = connection;
    connection = null;
    if (current != null) {
      current.close();
    }
    leaveUpstream();
    body.discard();
    phase = Phase.ENDED;
  }

  private void end(Problem problem) {
    boolean complete = isRequestComplete();
    abandon();
    client.answer(problem, request, complete);
  }

  private void failed(FailureReason reason) {
    currentUpstream().failed(reason);
  }

  private Upstream currentUpstream() {
    return Objects.requireNonNull(upstream, "no upstream was chosen");
  }

  private void leaveUpstream() {
    Upstream current = upstream;
    upstream = null;
    if (current != null) {
      current.end();
    }
  }
}
