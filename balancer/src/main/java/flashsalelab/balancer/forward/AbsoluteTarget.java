package flashsalelab.balancer.forward;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request target in absolute form, {@code http://authority/path?query}: its authority replaces
 * the Host field, and what is left is forwarded in origin form (RFC 9112 sections 3.2.1 and 3.2.2).
 */
record AbsoluteTarget(String authority, String path) {
  private static final String[] SCHEMES = {"http://", "https://"};
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]*)(?::\\d*)?");

  /**
   * Whether the text has the form {@code uri-host [":" port]} of RFC 9110 section 7.2; it may be
   * empty.
   */
  static boolean isAuthority(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
      if (!plain) {
        return AUTHORITY.matcher(text).matches();
      }
    }
    return true;
  }

  static boolean isAbsolute(String target) {
    return parse(target) != null;
  }

  /** Null if the target is not in absolute form, or names no host. */
  static @Nullable AbsoluteTarget parse(String target) {
    for (String scheme : SCHEMES) {
      if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
        int end = endOfAuthority(target, scheme.length());
        String authority = target.substring(scheme.length(), end);
        boolean named =
            !authority.isEmpty() && authority.charAt(0) != ':' && isAuthority(authority);
        String rest = target.substring(end);
        return named
            ? new AbsoluteTarget(authority, rest.startsWith("/") ? rest : "/" + rest)
            : null;
      }
    }
    return null;
  }

  private static int endOfAuthority(String target, int from) {
    int end = from;
    while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
      end++;
    }
    return end;
  }
}
