package flashsalelab.sale.redis;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where Redis is: {@code redis://[user:password@]host:port[/database]}, or {@code rediss} for TLS.
 * Printed without the password.
 */
public record RedisAddress(URI uri) {
  private static final String FORM =
      "must have the form redis://[user:password@]host:port[/database]";

  /**
   * The address that this text is.
   *
   * @throws IllegalArgumentException says what is allowed
   */
  public static RedisAddress parse(String text) {
    try {
      URI uri = new URI(text);
      boolean scheme = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
      String path = uri.getPath() == null ? "" : uri.getPath();
      if (!scheme
          || uri.getHost() == null
          || uri.getPort() < 1
          || !path.matches("|/|/[0-9]{1,3}")) {
        throw new IllegalArgumentException(FORM);
      }
      return new RedisAddress(uri);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(FORM, e);
    }
  }

  /** The number of the database, 0 unless the path names one. */
  public int database() {
    String path = uri.getPath();
    return path == null || path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
  }

  /** The address without the path. */
  public String server() {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  @Override
  public String toString() {
    String userInfo = uri.getUserInfo() == null ? "" : "***@";
    return "%s://%s%s:%d/%d"
        .formatted(uri.getScheme(), userInfo, uri.getHost(), uri.getPort(), database());
  }
}
