package flashsalelab.sale.redis;

import flashsalelab.sale.Hold;
import flashsalelab.sale.OrderChange;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Sku;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.redisson.client.codec.StringCodec;

/** The transitions of orders in Redis, each one script. */
public final class Transitions {
  private final SaleRedis redis;

  /** Transitions in this Redis. */
  public Transitions(SaleRedis redis) {
    this.redis = redis;
  }

  /**
   * A release in two steps, after the first one.
   *
   * @param change what came of it
   * @param owed the units that the caller must give back now; empty if that is not the caller's
   */
  public record Release(OrderChange change, Optional<Hold> owed) {}

  /** Ends a reservation and puts its units on sale in the same step. */
  public CompletionStage<OrderChange> releaseAtOnce(OrderId order, OrderState to) {
    return run(order, to, "now").thenApply(Replies::change);
  }

  /**
   * Ends a reservation and notes that its units have yet to go on sale, which is for the caller to
   * do, and then to {@link #discharge}.
   */
  public CompletionStage<Release> releaseOwing(OrderId order, OrderState to) {
    return run(order, to, "owed").thenApply(reply -> release(order, reply));
  }

  private static Release release(OrderId order, List<String> reply) {
    boolean mine = reply.size() > 4 && reply.get(4).equals("1");
    return new Release(
        Replies.change(reply),
        mine
            ? Optional.of(new Hold(order, Integer.parseInt(reply.get(2)), reply.get(3)))
            : Optional.empty());
  }

  /** Notes that an order's units are on sale again. */
  public CompletionStage<Void> discharge(OrderId order) {
    return redis
        .send(redisson ->
            redisson
                .<String, String>getMap(SaleKeys.owed(order.sku()), StringCodec.INSTANCE)
                .fastRemoveAsync(order.toString()))
        .thenApply(removed -> null);
  }

  /** A transition that puts no units on sale. */
  CompletionStage<OrderChange> change(OrderId order, OrderState to) {
    return run(order, to, "no").thenApply(Replies::change);
  }

  private CompletionStage<List<String>> run(OrderId order, OrderState to, String givingBack) {
    Sku sku = order.sku();
    return Script.TRANSITION.run(
        redis,
        List.of(
            SaleKeys.order(order),
            SaleKeys.totals(sku),
            SaleKeys.holds(sku),
            SaleKeys.buyers(sku),
            SaleKeys.ledger(sku),
            SaleKeys.pending(sku),
            SaleKeys.stock(sku),
            SaleKeys.owed(sku),
            SaleKeys.permits(sku),
            SaleKeys.leases(sku)),
        order.toString(),
        to.name(),
        Arrays.stream(OrderState.values())
            .filter(from -> from.next().contains(to))
            .map(OrderState::name)
            .collect(Collectors.joining(",")),
        givingBack,
        UUID.randomUUID().toString());
  }
}
