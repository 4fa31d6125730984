package flashsalelab.balancer.forward;

import flashsalelab.balancer.forward.ResponseRelay.Progress;
import flashsalelab.balancer.upstream.ConnectionUser;
import flashsalelab.balancer.upstream.FailureReason;
import flashsalelab.balancer.upstream.UpstreamConnection;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response, between one client's connection and one upstream's. Confined to the
 * event loop of both.
 *
 * <p>A request goes to another upstream only if no connection to the first could be established,
 * and to another connection only if a pooled one turns out closed before the head could be written:
 * whatever may have been acted upon is never sent twice.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in connectionLost
final class Exchange implements Placement.Seeker, ConnectionUser {
  private enum Phase {
    /** The request's first bytes are still being gathered. */
    NEW,
    /** Waiting for a connection. */
    PLACING,
    /** Holding a connection; the response relay knows how far the response has come. */
    CONNECTED,
    /** Nothing is held any more. */
    ENDED
  }

  private final ClientConnection client;
  private final Forwarding forwarding;
  private final RequestHead request;
  private final RequestBody body;
  private final Placement placement;
  private final ResponseRelay response;
  private Phase phase = Phase.NEW;
  private @Nullable UpstreamConnection connection;

  Exchange(ClientConnection client, Forwarding forwarding, RequestHead request) {
    this.client = client;
    this.forwarding = forwarding;
    this.request = request;
    this.body = new RequestBody(forwarding.settings().maxBodyBytes());
    this.placement = new Placement(forwarding, client.loop(), request, this);
    this.response = new ResponseRelay(client, request);
  }

  boolean isStarted() {
    return phase != Phase.NEW;
  }

  private boolean isRequestComplete() {
    return body.isComplete() || !request.hasBody();
  }

  /** Sends the request on its way, with as much of its body as has come. */
  void start() {
    awaitPlacement();
    placement.find();
  }

  private void awaitPlacement() {
    phase = Phase.PLACING;
    client.deadline().disarm();
    if (!isRequestComplete()) {
      client.stopReading();
    }
  }

  @Override
  public void placed(UpstreamConnection placed) {
    if (!UpstreamCodec.of(placed.channel()).isBetweenMessages()) {
      placed.close();
      placement.findAnother();
      return;
    }
    connection = placed;
    phase = Phase.CONNECTED;
    placed.attach(this);
    request.ensureHost(placement.upstream().name());
    Channel channel = placed.channel();
    ChannelFuture written = channel.write(request.message());
    written.addListener(ignored -> headWritten(placed, written));
    if (connection != placed) {
      return;
    }
    body.sendTo(channel);
    if (!request.hasBody()) {
      channel.write(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    channel.flush();
    regulateClient();
    armDeadline();
  }

  @Override
  public void notPlaced(Problem problem) {
    end(problem);
  }

  private void headWritten(UpstreamConnection on, ChannelFuture written) {
    if (connection != on) {
      return;
    }
    if (written.isSuccess()) {
      placement.upstream().requestSent();
      body.headWritten();
      return;
    }
    on.close();
    connection = null;
    if (on.isReused()) {
      awaitPlacement();
      placement.findAnother();
    } else {
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
    } else if (phase == Phase.CONNECTED) {
      regulateClient();
      armDeadline();
    }
  }

  /** All that could be read from the client has been handed over. */
  void requestRead() {
    UpstreamConnection current = connection;
    if (current != null) {
      current.channel().flush();
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
      armDeadline();
    }
  }

  private void armDeadline() {
    client.deadline().arm(patience());
  }

  /** How long nothing may happen, as things stand. */
  private Duration patience() {
    boolean responseIsDue = isRequestComplete() && response.progress() == Progress.AWAITED;
    return responseIsDue
        ? forwarding.settings().responseTimeout()
        : forwarding.settings().idleTimeout();
  }

  @Override
  public void received(Object message) {
    Progress before = response.progress();
    Progress now = response.accept(message, isRequestComplete());
    if (now == before) {
      return;
    }
    switch (now) {
      case BEGUN ->
          forwarding.counters().response(TrafficCounters.Source.UPSTREAM, response.head().status());
      case UNUSABLE ->
          fail(
              FailureReason.BAD_RESPONSE,
              Problem.badGateway(
                  "The response of %s cannot be forwarded: %s."
                      .formatted(placement.upstream(), response.fault())));
      case BROKEN -> truncate(FailureReason.TRUNCATED_RESPONSE);
      case AWAITED, COMPLETE -> {}
    }
  }

  @Override
  public void receivedAll() {
    if (response.progress() == Progress.COMPLETE) {
      finish();
      return;
    }
    client.flush();
    if (response.progress() == Progress.BEGUN) {
      armDeadline();
    }
  }

  private void finish() {
    UpstreamConnection current = connection;
    connection = null;
    placement.leave();
    if (current != null) {
      boolean clean =
          !response.hasStrayMessages() && UpstreamCodec.of(current.channel()).isBetweenMessages();
      if (clean && isRequestComplete() && response.head().upstreamKeepsAlive()) {
        current.release();
      } else {
        current.close();
      }
    }
    abandon();
    client.exchangeEnded(response.head().keepAlive());
  }

  @Override
  public void connectionLost(@Nullable Throwable cause) {
    connection = null;
    switch (response.progress()) {
      case AWAITED -> {
        String why = cause == null ? "" : ": " + cause.getMessage();
        fail(
            FailureReason.CLOSED_BEFORE_RESPONSE,
            Problem.badGateway(
                "%s closed the connection before a response%s."
                    .formatted(placement.upstream(), why)));
      }
      case BEGUN -> truncate(FailureReason.TRUNCATED_RESPONSE);
      case COMPLETE -> finish();
      case UNUSABLE, BROKEN -> {}
    }
  }

  /** Nothing more came from the side that was waited for. */
  void timedOut() {
    UpstreamConnection current = connection;
    long millis = patience().toMillis();
    if (response.progress() != Progress.AWAITED) {
      truncate(client.isWritable() ? FailureReason.TRUNCATED_RESPONSE : null);
    } else if (isRequestComplete() || (current != null && !current.channel().isWritable())) {
      fail(
          FailureReason.RESPONSE_TIMEOUT,
          Problem.gatewayTimeout(
              "%s did not respond within %d ms.".formatted(placement.upstream(), millis)));
    } else {
      end(Problem.requestTimeout("The request's body stopped for %d ms.".formatted(millis)));
    }
  }

  private void clientFault(Problem problem) {
    if (response.progress() == Progress.AWAITED) {
      end(problem);
    } else {
      truncate(null);
    }
  }

  private void fail(FailureReason reason, Problem problem) {
    placement.upstream().failed(reason);
    end(problem);
  }

  private void end(Problem problem) {
    boolean complete = isRequestComplete();
    abandon();
    client.answer(problem, request, complete);
  }

  /** The response cannot be completed: the client must see that, and not a clean end. */
  private void truncate(@Nullable FailureReason reason) {
    if (reason != null) {
      placement.upstream().failed(reason);
    }
    abandon();
    client.truncate(response.head().endsWithClose());
  }

  /** Lets go of everything: it is over, or nobody waits for the response any more. */
  void abandon() {
    phase = Phase.ENDED;
    UpstreamConnection current = connection;
    connection = null;
    if (current != null) {
      current.close();
    }
    placement.leave();
    body.discard();
  }
}
