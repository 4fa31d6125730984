package flashsalelab.sale.rabbit;

import flashsalelab.sale.settings.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where RabbitMQ is: {@code amqp://user:password@host:port/vhost}; user, password and virtual host
 * may be percent-encoded. Printed without the password.
 */
public record RabbitAddress(
    String user, Secret password, String host, int port, String virtualHost) {
  private static final String FORM = "must have the form amqp://user:password@host:port/vhost";
  private static final String SCHEME = "amqp";
  private static final int HIGHEST_PORT = 65_535;

  /**
   * The address that this text is.
   *
   * @throws IllegalArgumentException says what is allowed
   */
  public static RabbitAddress parse(String text) {
    URI uri = uri(text);
    String path = uri.getRawPath();
    String[] user =
        uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
    if (!SCHEME.equals(uri.getScheme())
        || user.length != 2
        || uri.getHost() == null
        || uri.getPort() < 1
        || uri.getPort() > HIGHEST_PORT
        || path.length() < 2
        || path.indexOf('/', 1) >= 0) {
      throw new IllegalArgumentException(FORM);
    }
    return new RabbitAddress(
        decoded(user[0]),
        new Secret(decoded(user[1])),
        uri.getHost(),
        uri.getPort(),
        decoded(path.substring(1)));
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(FORM, e);
    }
  }

  /** In this part of an address a plus stands for itself. */
  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "%s://%s:***@%s:%d/%s".formatted(SCHEME, user, host, port, virtualHost);
  }
}
