package flashsalelab.balancer.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.Objects;

/**
 * Writes requests to an upstream and reads its responses, one exchange at a time: the method of the
 * last request written decides whether a response has a body (RFC 9112 section 6.3, rule 1).
 */
final class UpstreamCodec
    extends CombinedChannelDuplexHandler<HttpResponseDecoder, HttpRequestEncoder> {
  private final Decoder decoder;
  private boolean expectsHead;

  UpstreamCodec(int maxHeadBytes, int maxPieceBytes) {
    HttpDecoderConfig config =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(maxHeadBytes)
            .setMaxHeaderSize(maxHeadBytes)
            .setMaxChunkSize(maxPieceBytes);
    decoder = new Decoder(config);
    init(decoder, new Encoder());
  }

  static UpstreamCodec of(Channel channel) {
    return Objects.requireNonNull(
        channel.pipeline().get(UpstreamCodec.class), "a connection without its codec");
  }

  /**
   * Whether what was received ended with the end of a message: anything after it would pass for the
   * start of the next response.
   */
  boolean isBetweenMessages() {
    return decoder.isBetweenMessages();
  }

  private final class Encoder extends HttpRequestEncoder {
    @Override
    protected void encodeInitialLine(ByteBuf buffer, HttpRequest request) throws Exception {
      expectsHead = HttpMethod.HEAD.equals(request.method());
      super.encodeInitialLine(buffer, request);
    }
  }

  private final class Decoder extends HttpResponseDecoder {
    private boolean betweenMessages = true;

    Decoder(HttpDecoderConfig config) {
      super(config);
    }

    boolean isBetweenMessages() {
      return betweenMessages && actualReadableBytes() == 0;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
        throws Exception {
      int before = buffer.readableBytes();
      super.decode(ctx, buffer, out);
      if (!out.isEmpty()) {
        betweenMessages = out.getLast() instanceof LastHttpContent;
      } else if (buffer.readableBytes() != before) {
        betweenMessages = false;
      }
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage response) {
      return expectsHead || super.isContentAlwaysEmpty(response);
    }
  }
}
