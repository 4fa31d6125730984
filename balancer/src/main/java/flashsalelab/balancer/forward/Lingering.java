package flashsalelab.balancer.forward;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import java.time.Duration;

/**
 * The end of a client's connection, in stages: closing it with unread data would reset it and may
 * destroy the answer before it is read, so first only the writing side is closed, and what still
 * comes is thrown away (RFC 9112 section 9.6).
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class Lingering {
  private final Channel channel;
  private final StrictRequestDecoder decoder;
  private final Deadline deadline;
  private final Duration timeout;

  /**
   * @param timeout after which the connection is closed whatever its client does; the owner acts on
   *     the deadline
   */
  Lingering(Channel channel, StrictRequestDecoder decoder, Deadline deadline, Duration timeout) {
    this.channel = channel;
    this.decoder = decoder;
    this.deadline = deadline;
    this.timeout = timeout;
  }

  /** Ends the connection after an answer that was written in full. */
  void afterAnswer() {
    begin();
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(ignored -> ((DuplexChannel) channel).shutdownOutput());
    if (!channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
  }

  /** Ends the connection inside a response, of which what has been written is sent. */
  void insideResponse() {
    begin();
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * Ends the connection inside a response whose proper end would be a close: by a reset, which
   * cannot be mistaken.
   */
  void insideResponseEndedByClose() {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }

  private void begin() {
    decoder.discard();
    deadline.arm(timeout);
  }
}
