package flashsalelab.balancer.forward;

import io.netty.buffer.ByteBuf;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The strict pass over the bytes of one whole request head, before anything else looks at them.
 *
 * <p>A proxy that reads a message's end differently from the server behind it lets one request be
 * taken for two (RFC 9112 section 11.2). So whatever RFC 9112 allows a recipient to repair is
 * refused here: folded lines, space before a colon, Content-Length beside Transfer-Encoding or
 * given twice, and any coding but chunked.
 */
final class HeadRules {
  private static final String VERSION_PREFIX = "HTTP/";
  private static final int LONGEST_LENGTH_DIGITS = 18;

  private static final String HOST = "host";
  private static final String CONTENT_LENGTH = "content-length";
  private static final String TRANSFER_ENCODING = "transfer-encoding";

  private final ByteBuf buffer;
  private final HeadBytes bytes;
  private boolean versionOne;
  private int hosts;
  private int contentLengths;
  private @Nullable String codings;

  private HeadRules(ByteBuf buffer) {
    this.buffer = buffer;
    this.bytes = new HeadBytes(buffer);
  }

  /**
   * Judges the bytes from {@code start} to {@code end}: lines that all end with CR LF, the last of
   * them empty.
   *
   * @return null if the head may be forwarded
   */
  static @Nullable Problem check(ByteBuf buffer, int start, int end) {
    HeadRules rules = new HeadRules(buffer);
    int lineEnd = buffer.indexOf(start, end, (byte) '\n') - 1;
    Problem problem = rules.requestLine(start, lineEnd);
    int last = end - 2;
    for (int line = lineEnd + 2; problem == null && line < last; line = lineEnd + 2) {
      lineEnd = buffer.indexOf(line, end, (byte) '\n') - 1;
      problem = rules.field(line, lineEnd);
    }
    return problem == null ? rules.whole() : problem;
  }

  /** RFC 9112 section 3: method SP request-target SP HTTP-version, with nothing repaired. */
  private @Nullable Problem requestLine(int start, int end) {
    int methodEnd = start;
    while (methodEnd < end && HeadBytes.isToken(buffer.getByte(methodEnd))) {
      methodEnd++;
    }
    int targetStart = methodEnd + 1;
    int targetEnd = targetStart;
    while (targetEnd < end && HeadBytes.isVisible(buffer.getByte(targetEnd))) {
      targetEnd++;
    }
    if (methodEnd == start
        || methodEnd >= end
        || targetEnd >= end
        || targetEnd == targetStart
        || buffer.getByte(methodEnd) != ' '
        || buffer.getByte(targetEnd) != ' ') {
      return Problem.badRequest(
          "The request line is not a method, a target and a version with one space between (RFC 9112 section 3).");
    }
    Problem problem = version(bytes.text(targetEnd + 1, end));
    return problem == null
        ? target(bytes.text(start, methodEnd), bytes.text(targetStart, targetEnd))
        : problem;
  }

  private @Nullable Problem version(String version) {
    versionOne = version.equals("HTTP/1.1");
    if (versionOne || version.equals("HTTP/1.0")) {
      return null;
    }
    boolean wellFormed =
        version.length() == VERSION_PREFIX.length() + 3
            && version.startsWith(VERSION_PREFIX)
            && HeadBytes.isDigit(version.charAt(5))
            && version.charAt(6) == '.'
            && HeadBytes.isDigit(version.charAt(7));
    return wellFormed
        ? Problem.versionNotSupported(version)
        : Problem.badRequest(
            "The request line does not end with a version such as HTTP/1.1 (RFC 9112 section 2.3).");
  }

  /** RFC 9112 section 3.2. */
  private static @Nullable Problem target(String method, String target) {
    if (method.equals("CONNECT")) {
      return Problem.notImplemented(
          "CONNECT asks for a tunnel, which this reverse proxy does not open.");
    }
    boolean allowed =
        target.charAt(0) == '/'
            || AbsoluteTarget.isAbsolute(target)
            || (target.equals("*") && method.equals("OPTIONS"));
    return allowed && target.indexOf('#') < 0
        ? null
        : Problem.badRequest(
            "The request target is neither a path nor an http URI (RFC 9112 section 3.2).");
  }

  /** RFC 9112 section 5: field-name ":" OWS field-value OWS. */
  private @Nullable Problem field(int start, int end) {
    byte first = buffer.getByte(start);
    if (first == ' ' || first == '\t') {
      return Problem.badRequest("A field line is folded over two lines (RFC 9112 section 5.2).");
    }
    int colon = start;
    while (colon < end && HeadBytes.isToken(buffer.getByte(colon))) {
      colon++;
    }
    if (colon == start || colon == end || buffer.getByte(colon) != ':') {
      return Problem.badRequest(
          "A field line is not a name, directly followed by a colon (RFC 9112 section 5.1).");
    }
    for (int i = colon + 1; i < end; i++) {
      if (HeadBytes.isControl(buffer.getByte(i))) {
        return Problem.badRequest(
            "A field value has a control character in it (RFC 9110 section 5.5).");
      }
    }
    return framing(start, colon, end);
  }

  private @Nullable Problem framing(int start, int colon, int end) {
    int length = colon - start;
    if (length == HOST.length() && bytes.isName(start, HOST)) {
      return host(bytes.value(colon + 1, end));
    }
    if (length == CONTENT_LENGTH.length() && bytes.isName(start, CONTENT_LENGTH)) {
      return contentLength(bytes.value(colon + 1, end));
    }
    if (length == TRANSFER_ENCODING.length() && bytes.isName(start, TRANSFER_ENCODING)) {
      String value = bytes.value(colon + 1, end);
      codings = codings == null ? value : codings + "," + value;
    }
    return null;
  }

  /** RFC 9112 section 3.2: a 400 for more than one Host, or one that is not a host and a port. */
  private @Nullable Problem host(String value) {
    hosts++;
    if (hosts > 1) {
      return Problem.badRequest("There is more than one Host field (RFC 9112 section 3.2).");
    }
    return AbsoluteTarget.isAuthority(value)
        ? null
        : Problem.badRequest("The Host field is not a host and a port (RFC 9112 section 3.2).");
  }

  /**
   * RFC 9110 section 8.6: 1*DIGIT. Even equal repetitions are refused, which that section allows.
   */
  private @Nullable Problem contentLength(String value) {
    contentLengths++;
    if (contentLengths > 1) {
      return Problem.badRequest(
          "There is more than one Content-Length field (RFC 9112 section 6.3).");
    }
    boolean digits = !value.isEmpty() && value.length() <= LONGEST_LENGTH_DIGITS;
    for (int i = 0; digits && i < value.length(); i++) {
      digits = HeadBytes.isDigit(value.charAt(i));
    }
    return digits
        ? null
        : Problem.badRequest("Content-Length is not a decimal number (RFC 9110 section 8.6).");
  }

  private @Nullable Problem whole() {
    if (hosts == 0 && versionOne) {
      return Problem.badRequest("There is no Host field (RFC 9112 section 3.2).");
    }
    String coding = codings;
    if (coding == null) {
      return null;
    }
    if (contentLengths > 0) {
      return Problem.badRequest(
          "Content-Length and Transfer-Encoding exclude each other (RFC 9112 section 6.3).");
    }
    if (!versionOne) {
      return Problem.badRequest(
          "Transfer-Encoding does not exist in HTTP/1.0 (RFC 9112 section 6.1).");
    }
    if (coding.equalsIgnoreCase("chunked")) {
      return null;
    }
    return endsWithChunkedOnce(coding)
        ? Problem.notImplemented(
            "No transfer coding but chunked is understood (RFC 9112 section 6.1).")
        : Problem.badRequest(
            "The last transfer coding is not chunked, once (RFC 9112 section 6.3).");
  }

  private static boolean endsWithChunkedOnce(String codingList) {
    String[] each = codingList.toLowerCase(Locale.ROOT).split(",", -1);
    int chunked = 0;
    for (String coding : each) {
      chunked += coding.strip().equals("chunked") ? 1 : 0;
    }
    return chunked == 1 && each[each.length - 1].strip().equals("chunked");
  }
}
