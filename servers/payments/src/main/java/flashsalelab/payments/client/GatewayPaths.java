package flashsalelab.payments.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where a charge is found. A key may be any text, so it is escaped. */
final class GatewayPaths {
  private GatewayPaths() {}

  static URI charge(URI gateway, String key) {
    return gateway.resolve("/charges/" + escaped(key));
  }

  static URI refund(URI gateway, String key) {
    return gateway.resolve("/charges/" + escaped(key) + "/refund");
  }

  private static String escaped(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
