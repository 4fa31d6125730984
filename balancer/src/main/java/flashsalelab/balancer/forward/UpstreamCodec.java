package flashsalelab.balancer.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponseDecoder;
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
   * Whether everything received has been decoded: leftover bytes would pass for the start of the
   * next response.
   */
  boolean isBetweenMessages() {
    return decoder.leftover() == 0;
  }

  private final class Encoder extends HttpRequestEncoder {
    @Override
    protected void encodeInitialLine(ByteBuf buffer, HttpRequest request) throws Exception {
      expectsHead = HttpMethod.HEAD.equals(request.method());
      super.encodeInitialLine(buffer, request);
    }
  }

  private final class Decoder extends HttpResponseDecoder {
    Decoder(HttpDecoderConfig config) {
      super(config);
    }

    int leftover() {
      return actualReadableBytes();
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage response) {
      return expectsHead || super.isContentAlwaysEmpty(response);
    }
  }
}
