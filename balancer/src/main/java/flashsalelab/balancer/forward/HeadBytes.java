package flashsalelab.balancer.forward;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The bytes of a head as HTTP's grammar sees them: one byte a character. */
record HeadBytes(ByteBuf buffer) {
  private static final int LOWER_CASE_BIT = 0x20;
  private static final int DELETE = 0x7f;

  /** Whether a field name starts at an index, whatever its case; compare its length before. */
  boolean isName(int start, String lowerCase) {
    for (int i = 0; i < lowerCase.length(); i++) {
      if ((buffer.getByte(start + i) | LOWER_CASE_BIT) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The text between two indexes, without the optional white space around it. */
  String value(int start, int end) {
    int from = start;
    int to = end;
    while (from < to && isBlank(buffer.getByte(from))) {
      from++;
    }
    while (to > from && isBlank(buffer.getByte(to - 1))) {
      to--;
    }
    return text(from, to);
  }

  String text(int start, int end) {
    return buffer.toString(start, end - start, StandardCharsets.ISO_8859_1);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  /** RFC 5234: VCHAR. */
  static boolean isVisible(byte b) {
    return b > ' ' && b < DELETE;
  }

  /** RFC 9110 section 5.5: a CTL other than HTAB. Bytes above 127 are obs-text and allowed. */
  static boolean isControl(byte b) {
    return (b >= 0 && b < ' ' && b != '\t') || b == DELETE;
  }

  /** RFC 9110 section 5.6.2: tchar. */
  static boolean isToken(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || isDigit(b)
        || (b > ' ' && "!#$%&'*+-.^_`|~".indexOf(b) >= 0);
  }
}
