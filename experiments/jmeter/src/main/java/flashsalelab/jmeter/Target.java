package flashsalelab.jmeter;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;

/**
 * Where things are found at the target of a plan.
 *
 * @param address scheme, host and port
 */
record Target(URI address) {

  /** Where purchases of a product are posted. */
  URL purchases(String sku) {
    URI purchases = at("/api/products/" + sku + "/purchases");
    try {
      return purchases.toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not a web address: " + purchases, e);
    }
  }

  /** Where units of a product are added. */
  URI restocks(String sku) {
    return at("/api/products/" + sku + "/restocks");
  }

  /** Where the events of a product come from. */
  URI events(String sku) {
    return at("/api/products/" + sku + "/events");
  }

  /** Where an order is found. */
  URI order(String id) {
    return at("/api/orders/" + id);
  }

  private URI at(String path) {
    try {
      return new URI(
          address.getScheme(), null, address.getHost(), address.getPort(), path, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "no address can be made of %s and %s".formatted(address, path), e);
    }
  }
}
