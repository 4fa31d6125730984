package flashsalelab.balancer.forward;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: its requests one after the other, each an {@link Exchange}. Confined to
 * its event loop.
 *
 * <p>Requests that a client sends ahead stay undecoded until the one before is answered, so that
 * answers keep their order; after one read of such bytes the socket is left alone, which bounds
 * them. Until then reading goes on, to notice a client's leaving.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class ClientConnection extends ChannelInboundHandlerAdapter implements HeadGate {
  private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

  private enum State {
    BETWEEN_REQUESTS,
    /** A part of a head has come. */
    READING_HEAD,
    EXCHANGING,
    /**
     * The last answer is on its way, and what still comes is thrown away (RFC 9112 section 9.6).
     */
    LINGERING,
    CLOSED
  }

  private final Channel channel;
  private final Forwarding forwarding;
  private final StrictRequestDecoder decoder;
  private final ClientResponseEncoder encoder = new ClientResponseEncoder();
  private final Deadline deadline;
  private final Lingering lingering;
  private final String address;
  private State state = State.BETWEEN_REQUESTS;
  private @Nullable Exchange exchange;
  private boolean draining;

  /**
   * @param maxPieceBytes the largest piece of a body that is decoded at once
   */
  ClientConnection(Channel channel, Forwarding forwarding, int maxPieceBytes) {
    this.channel = channel;
    this.forwarding = forwarding;
    this.decoder =
        new StrictRequestDecoder(forwarding.settings().maxHeadBytes(), maxPieceBytes, this);
    this.deadline = new Deadline(channel.eventLoop(), this::expired);
    this.lingering =
        new Lingering(channel, decoder, deadline, forwarding.settings().lingerTimeout());
    this.address = addressOf(channel);
  }

  /** The client's IP address; it is unknown if the client has left between connecting and now. */
  private static String addressOf(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress remote
        ? remote.getAddress().getHostAddress()
        : "unknown";
  }

  /** Adds the codec and this connection to the channel's pipeline. */
  void install() {
    channel.pipeline().addLast(decoder, encoder, this);
    deadline.arm(forwarding.settings().idleTimeout());
  }

  EventLoop loop() {
    return channel.eventLoop();
  }

  Deadline deadline() {
    return deadline;
  }

  boolean isWritable() {
    return channel.isWritable();
  }

  boolean mayKeepAlive() {
    return !draining;
  }

  /** Closes as soon as no request is being answered. May be called from any thread. */
  void drain() {
    if (!loop().inEventLoop()) {
      loop().execute(this::drain);
      return;
    }
    draining = true;
    if (state == State.BETWEEN_REQUESTS) {
      channel.close();
    }
  }

  @Override
  public boolean isOpen() {
    return state == State.BETWEEN_REQUESTS || state == State.READING_HEAD;
  }

  @Override
  public void earlyBytes() {
    stopReading();
  }

  @Override
  public void headBegun() {
    state = State.READING_HEAD;
    deadline.arm(forwarding.settings().headTimeout());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Exchange current = exchange;
    if (message instanceof HttpRequest request && current == null && isOpen()) {
      begin(request);
    } else if (message instanceof HttpContent content && current != null) {
      current.requestContent(content);
    } else if (message instanceof RefusedHead(Problem problem) && isOpen()) {
      forwarding.counters().request();
      answer(problem, null, false);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpRequest message) {
    forwarding.counters().request();
    if (message.decoderResult().isFailure()) {
      ReferenceCountUtil.release(message);
      answer(
          Problem.badRequest(
              "The head cannot be decoded: " + message.decoderResult().cause().getMessage()),
          null,
          false);
      return;
    }
    RequestHead request = RequestHead.prepare(message, address, forwarding.settings().name());
    encoder.answersHead(request.isHead());
    if (request.contentLength() > forwarding.settings().maxBodyBytes()) {
      answer(Problem.contentTooLarge(forwarding.settings().maxBodyBytes()), request, false);
    } else {
      state = State.EXCHANGING;
      exchange = new Exchange(this, forwarding, request);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    Exchange current = exchange;
    if (current == null) {
      return;
    }
    if (current.isStarted()) {
      current.requestRead();
    } else {
      current.start();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    Exchange current = exchange;
    if (current != null) {
      current.clientWritabilityChanged();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    state = State.CLOSED;
    deadline.cancel();
    Exchange current = exchange;
    exchange = null;
    if (current != null) {
      current.abandon();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.warn("Closing the connection of client {}: unexpected failure", address, cause);
    }
    channel.close();
  }

  void read() {
    if (!channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
  }

  void stopReading() {
    channel.config().setAutoRead(false);
  }

  void write(Object message) {
    channel.write(message, channel.voidPromise());
  }

  void flush() {
    channel.flush();
  }

  /** The response has been written: the next request may come, or the connection ends. */
  void exchangeEnded(boolean keepAlive) {
    exchange = null;
    flush();
    if (!keepAlive || draining) {
      linger();
      return;
    }
    if (state != State.CLOSED) {
      state = State.BETWEEN_REQUESTS;
      deadline.arm(forwarding.settings().idleTimeout());
      if (decoder.hasHeldBytes()) {
        loop().execute(decoder::resume);
      }
      read();
    }
  }

  /**
   * Answers instead of an upstream.
   *
   * @param request null if there was none that could be read
   * @param requestComplete whether all of it has been received, without which the connection cannot
   *     be used again
   */
  void answer(Problem problem, @Nullable RequestHead request, boolean requestComplete) {
    if (state == State.CLOSED) {
      return;
    }
    boolean keepAlive = request != null && request.keepAlive() && requestComplete && mayKeepAlive();
    boolean isOne = request == null || request.isOne();
    encoder.answersHead(request != null && request.isHead());
    forwarding.counters().response(TrafficCounters.Source.BALANCER, problem.status());
    write(ProblemResponse.of(problem, isOne, keepAlive));
    exchangeEnded(keepAlive);
  }

  /**
   * Ends a response that cannot be completed.
   *
   * @param endsWithClose whether an orderly close would look like its proper end
   */
  void truncate(boolean endsWithClose) {
    exchange = null;
    if (state == State.CLOSED) {
      return;
    }
    state = State.LINGERING;
    if (endsWithClose) {
      lingering.insideResponseEndedByClose();
    } else {
      lingering.insideResponse();
    }
  }

  private void linger() {
    if (state != State.CLOSED && state != State.LINGERING) {
      state = State.LINGERING;
      lingering.afterAnswer();
    }
  }

  private void expired() {
    switch (state) {
      case BETWEEN_REQUESTS, LINGERING -> channel.close();
      case READING_HEAD -> {
        long millis = forwarding.settings().headTimeout().toMillis();
        forwarding.counters().request();
        answer(
            Problem.requestTimeout(
                "The request's head did not arrive within %d ms.".formatted(millis)),
            null,
            false);
      }
      case EXCHANGING -> {
        Exchange current = exchange;
        if (current != null) {
          current.timedOut();
        }
      }
      case CLOSED -> {}
    }
  }
}
