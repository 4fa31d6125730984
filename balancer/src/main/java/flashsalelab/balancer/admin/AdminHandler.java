package flashsalelab.balancer.admin;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers GET /healthz, /readyz and /metrics. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);

  private final Readiness readiness;
  private final Supplier<BalancerMetrics> metrics;

  AdminHandler(Readiness readiness, Supplier<BalancerMetrics> metrics) {
    this.readiness = readiness;
    this.metrics = metrics;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    Channel channel = ctx.channel();
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    String path = request.uri().split("\\?", 2)[0];
    if (!HttpMethod.GET.equals(request.method())) {
      respond(
          channel,
          keepAlive,
          HttpResponseStatus.METHOD_NOT_ALLOWED,
          TEXT,
          "Only GET is allowed.\n");
      return;
    }
    switch (path) {
      case "/healthz" -> respond(channel, keepAlive, HttpResponseStatus.OK, TEXT, "alive\n");
      case "/readyz" -> readiness.check(answer -> ready(channel, keepAlive, answer));
      case "/metrics" ->
          respond(channel, keepAlive, HttpResponseStatus.OK, PROMETHEUS, metrics.get().scrape());
      default ->
          respond(
              channel,
              keepAlive,
              HttpResponseStatus.NOT_FOUND,
              TEXT,
              "There are /healthz, /readyz and /metrics here.\n");
    }
  }

  private static void ready(Channel channel, boolean keepAlive, Readiness.Answer answer) {
    HttpResponseStatus status =
        answer.isReady() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
    respond(channel, keepAlive, status, TEXT, answer.reason() + "\n");
  }

  private static void respond(
      Channel channel,
      boolean keepAlive,
      HttpResponseStatus status,
      String contentType,
      String body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status, ByteBufUtil.writeUtf8(channel.alloc(), body));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    HttpUtil.setContentLength(response, response.content().readableBytes());
    if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
      response.headers().set(HttpHeaderNames.ALLOW, HttpMethod.GET.name());
    }
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    ChannelFuture written = channel.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.warn("Closing an admin connection: unexpected failure", cause);
    }
    ctx.close();
  }
}
