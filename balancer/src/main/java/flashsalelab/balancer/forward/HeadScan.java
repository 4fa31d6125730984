package flashsalelab.balancer.forward;

import io.netty.buffer.ByteBuf;

/**
 * The strict pass over the bytes of a request head, before anything else looks at them.
 *
 * <p>A proxy that reads a message's end differently from the server behind it lets one request be
 * taken for two (RFC 9112 section 11.2). So whatever RFC 9112 allows a recipient to repair is
 * refused here: bare LF, folded lines, space before a colon, Content-Length beside
 * Transfer-Encoding or given twice, and any coding but chunked.
 *
 * <p>Keeps its place between calls while a head is incomplete; confined to one connection.
 */
final class HeadScan {
  private static final byte CR = '\r';
  private static final byte LF = '\n';

  private final int maxBytes;
  private int lineStart;
  private int scanned;
  private boolean firstLine = true;

  HeadScan(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Looks at the readable bytes, which start with a head and always the same one until it is whole.
   * Moves no index.
   */
  HeadVerdict scan(ByteBuf buffer) {
    int base = buffer.readerIndex();
    int readable = buffer.readableBytes();
    while (true) {
      int feed = buffer.indexOf(base + scanned, base + readable, LF);
      int length = feed < 0 ? readable : feed - base + 1;
      if (length > maxBytes) {
        return refused(firstLine ? Problem.uriTooLong(maxBytes) : Problem.headTooLarge(maxBytes));
      }
      if (feed < 0) {
        scanned = readable;
        return HeadVerdict.Incomplete.INSTANCE;
      }
      int end = length - 2;
      if (end < lineStart || buffer.getByte(base + end) != CR) {
        return refused(
            Problem.badRequest(
                "A line ends with LF alone instead of CR LF (RFC 9112 section 2.2)."));
      }
      scanned = length;
      if (end == lineStart) {
        reset();
        Problem problem = HeadRules.check(buffer, base, base + length);
        return problem == null ? HeadVerdict.Whole.INSTANCE : refused(problem);
      }
      lineStart = length;
      firstLine = false;
    }
  }

  private void reset() {
    lineStart = 0;
    scanned = 0;
    firstLine = true;
  }

  private static HeadVerdict refused(Problem problem) {
    return new HeadVerdict.Refused(problem);
  }
}
