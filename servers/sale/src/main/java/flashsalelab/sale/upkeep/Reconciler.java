package flashsalelab.sale.upkeep;

import flashsalelab.sale.Catalogue;
import flashsalelab.sale.Reconciliation;
import flashsalelab.sale.Stages;
import flashsalelab.sale.StockBooks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reconciles every product. May run at any time, and in many processes at once. */
public final class Reconciler {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  private final Catalogue catalogue;
  private final StockBooks books;
  private final Duration grace;

  /**
   * @param grace how long a purchase or a release may be under way
   */
  public Reconciler(Catalogue catalogue, StockBooks books, Duration grace) {
    this.catalogue = catalogue;
    this.books = books;
    this.grace = grace;
  }

  /** Reconciles now; the findings are in the order of the products' creation. */
  public CompletionStage<List<Reconciliation>> reconcile() {
    return catalogue
        .skus()
        .thenCompose(skus -> Stages.each(skus, sku -> books.reconcile(sku, grace)))
        .thenApply(
            found -> found.stream().flatMap(Optional::stream).map(Reconciler::told).toList());
  }

  private static Reconciliation told(Reconciliation reconciliation) {
    if (reconciliation.found()) {
      LOG.warn("mended by reconciliation: {}", reconciliation);
    }
    return reconciliation;
  }
}
