package flashsalelab.balancer.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Netty's request decoder behind two doors: a head must pass {@link HeadScan} before it is decoded,
 * and none is decoded while an earlier request is still being answered. Bodies are decoded as they
 * come, in pieces.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {
  private final HeadGate gate;
  private final HeadScan scan;
  private @Nullable ChannelHandlerContext context;
  private boolean atHead = true;
  private boolean headBegun;
  private boolean discarding;
  private boolean held;

  StrictRequestDecoder(int maxHeadBytes, int maxPieceBytes, HeadGate gate) {
    super(config(maxHeadBytes, maxPieceBytes));
    this.gate = gate;
    this.scan = new HeadScan(maxHeadBytes);
  }

  private static HttpDecoderConfig config(int maxHeadBytes, int maxPieceBytes) {
    // HeadScan has validated every field already, and a check twice is time lost.
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(maxHeadBytes)
        .setMaxHeaderSize(maxHeadBytes)
        .setMaxChunkSize(maxPieceBytes)
        .setValidateHeaders(false);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  /**
   * Decodes what was held back while the gate was closed. Must not be called from within this
   * decoder's own output.
   */
  void resume() {
    ChannelHandlerContext ctx = context;
    if (ctx == null || ctx.isRemoved() || actualReadableBytes() == 0) {
      return;
    }
    try {
      channelRead(ctx, Unpooled.EMPTY_BUFFER);
      channelReadComplete(ctx);
    } catch (Exception e) {
      ctx.fireExceptionCaught(e);
    }
  }

  boolean hasHeldBytes() {
    return actualReadableBytes() > 0;
  }

  /** Throws away whatever comes from now on. */
  void discard() {
    discarding = true;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    held = false;
    if (discarding) {
      buffer.skipBytes(buffer.readableBytes());
      return;
    }
    if (atHead && !admit(buffer, out)) {
      return;
    }
    super.decode(ctx, buffer, out);
    if (!out.isEmpty()) {
      atHead = out.getLast() instanceof LastHttpContent;
    }
  }

  private boolean admit(ByteBuf buffer, List<Object> out) {
    if (!gate.isOpen()) {
      held = true;
      gate.earlyBytes();
      return false;
    }
    skipEmptyLines(buffer);
    if (!buffer.isReadable() || isHalfEmptyLine(buffer)) {
      return false;
    }
    switch (scan.scan(buffer)) {
      case HeadVerdict.Incomplete incomplete -> {
        if (!headBegun) {
          headBegun = true;
          gate.headBegun();
        }
        return false;
      }
      case HeadVerdict.Refused(Problem problem) -> {
        discarding = true;
        buffer.skipBytes(buffer.readableBytes());
        out.add(new RefusedHead(problem));
        return false;
      }
      case HeadVerdict.Whole whole -> {
        headBegun = false;
        return true;
      }
    }
  }

  /** RFC 9112 section 2.2: empty lines before a request line are ignored. */
  private void skipEmptyLines(ByteBuf buffer) {
    while (!headBegun
        && buffer.readableBytes() >= 2
        && buffer.getByte(buffer.readerIndex()) == '\r'
        && buffer.getByte(buffer.readerIndex() + 1) == '\n') {
      buffer.skipBytes(2);
    }
  }

  private static boolean isHalfEmptyLine(ByteBuf buffer) {
    return buffer.readableBytes() == 1 && buffer.getByte(buffer.readerIndex()) == '\r';
  }

  /**
   * While bytes are held, the base class would ask for more of them although reading has been
   * stopped.
   */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    if (held) {
      discardSomeReadBytes();
      ctx.fireChannelReadComplete();
    } else {
      super.channelReadComplete(ctx);
    }
  }
}
