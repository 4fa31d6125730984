package flashsalelab.jettycommon;

import org.eclipse.jetty.server.HttpConfiguration;

/**
 * How the heads of requests are read.
 *
 * <p>Jetty remembers the header fields of each connection, so that a field which comes again is not
 * made again. Its table was seen to take 52 KB for each connection of a buyer who stays: with three
 * thousand of them it alone fills a heap of 160 MB. What it saves is a few short-lived strings a
 * request, so it is off.
 */
public final class RequestHeads {
  private RequestHeads() {}

  /**
   * Configures a connector that was not started yet.
   *
   * @param most bytes of a request line with its header fields
   */
  public static void in(HttpConfiguration http, int most) {
    http.setRequestHeaderSize(most);
    http.setHeaderCacheSize(0);
  }
}
