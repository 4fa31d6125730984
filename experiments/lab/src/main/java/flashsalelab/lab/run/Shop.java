package flashsalelab.lab.run;

import flashsalelab.lab.launch.Deployment;
import flashsalelab.lab.launch.LaunchException;

/** Puts products on sale. */
final class Shop {
  private static final int CREATED = 201;
  private static final long PRICE_CENTS = 9_900;
  private static final int PER_BUYER = 1;

  private final AdminCalls admin;

  Shop(Deployment deployment) {
    admin = new AdminCalls(deployment);
  }

  /**
   * Creates a product that a buyer may have one unit of.
   *
   * @throws LaunchException if the edge refuses
   */
  void offer(String sku, long stock) {
    String body =
        """
        {"sku":"%s","name":"%s","price":%d,"stock":%d,"perBuyer":%d}\
        """
            .formatted(sku, sku, PRICE_CENTS, stock, PER_BUYER);
    admin.post("creating the product " + sku, "/api/products", body, CREATED);
  }
}
