package flashsalelab.sale.rabbit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.Sku;
import flashsalelab.sale.Stages;
import flashsalelab.sale.queue.PurchaseDecider;
import flashsalelab.sale.redis.QueuedPurchases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides purchases of several products, each product's in their order, and takes them off the list
 * of those that wait.
 *
 * @param queued those that wait
 */
record OrderedDecisions(PurchaseDecider decider, QueuedPurchases queued) {
  private static final Logger LOG = LoggerFactory.getLogger(OrderedDecisions.class);

  /**
   * The orders whose decision is on record and that wait no more. The stage never fails.
   *
   * @param turn whether it still is this process's turn to decide; asked from any thread
   */
  CompletionStage<Set<OrderId>> of(List<PurchaseRequest> requests, BooleanSupplier turn) {
    List<List<PurchaseRequest>> products =
        List.copyOf(
            requests.stream()
                .collect(
                    groupingBy(request -> request.purchase().sku(), LinkedHashMap::new, toList()))
                .values());
    return Stages.each(products, product -> ofOne(product, turn))
        .thenApply(decided -> decided.stream().flatMap(List::stream).collect(toSet()));
  }

  private CompletionStage<List<OrderId>> ofOne(
      List<PurchaseRequest> requests, BooleanSupplier turn) {
    Sku sku = requests.getFirst().purchase().sku();
    List<PurchaseRequest> each = once(requests);
    return decider
        .decide(each, turn)
        .thenCompose(decisions -> taken(sku, each, decisions))
        .exceptionally(failure -> {
          LOG.debug(
              "{} purchases of {} are decided again: {}", each.size(), sku, failure.toString());
          return List.of();
        });
  }

  private CompletionStage<List<OrderId>> taken(
      Sku sku, List<PurchaseRequest> requests, List<Boolean> decisions) {
    List<OrderId> decided = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      if (decisions.get(i)) {
        decided.add(requests.get(i).order());
      }
    }
    return decided.isEmpty()
        ? CompletableFuture.completedFuture(decided)
        : queued.decided(sku, decided).thenApply(done -> decided);
  }

  /** A purchase that was published twice stands where it came first. */
  private static List<PurchaseRequest> once(List<PurchaseRequest> requests) {
    var first = new LinkedHashMap<OrderId, PurchaseRequest>();
    requests.forEach(request -> first.putIfAbsent(request.order(), request));
    return List.copyOf(first.values());
  }
}
