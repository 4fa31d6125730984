package flashsalelab.web.live;

import flashsalelab.sale.Offer;
import flashsalelab.web.http.ApiStream.Frame;
import flashsalelab.web.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The text of a stream of events (WHATWG HTML, 9.2.5). Data is one line. */
final class EventText {
  /** A comment: clients ignore it, connections and proxies see that the stream lives. */
  static final Frame HEARTBEAT = new Frame(bytes(":\n\n"), false);

  /** The end of a stream. */
  static final Frame END = new Frame(new byte[0], true);

  private EventText() {}

  /** The first frame: when to come again should the stream end. */
  static Frame opening(int retryMillis) {
    return new Frame(bytes("retry: " + retryMillis + "\n\n"), false);
  }

  /**
   * An event.
   *
   * @param data JSON without line breaks
   * @param last whether the stream ends after it
   */
  static Frame event(String name, long id, byte[] data, boolean last) {
    byte[] before = bytes("id: " + id + "\nevent: " + name + "\ndata: ");
    byte[] after = bytes("\n\n");
    byte[] all = new byte[before.length + data.length + after.length];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(data, 0, all, before.length, data.length);
    System.arraycopy(after, 0, all, before.length + data.length, after.length);
    return new Frame(all, last);
  }

  /** The data of a stock event. */
  static byte[] stock(Offer offer) {
    return Json.object(json ->
        json.text("sku", offer.product().sku().value())
            .number("free", offer.free())
            .number("held", offer.held())
            .number("sold", offer.sold())
            .number("supplied", offer.product().stock())
            .text("state", offer.state().name().toLowerCase(Locale.ROOT))
            .moment("at", offer.at()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
