package flashsalelab.faults;

import java.util.Map;

/** What a sale has on record of the product, read past its processes. */
interface Books {

  /** Fails while payments, purchases or releases are under way. */
  void requireSettled();

  /** Every order's last state. */
  Map<String, String> standing();
}
