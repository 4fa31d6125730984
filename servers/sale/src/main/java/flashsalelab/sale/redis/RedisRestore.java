package flashsalelab.sale.redis;

import flashsalelab.sale.Order;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.Sku;
import flashsalelab.sale.ledger.LedgerEntry;
import flashsalelab.sale.ledger.LedgerHead;
import flashsalelab.sale.ledger.RestoredOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.redisson.client.codec.StringCodec;

/**
 * Puts a product back into Redis, part by part, and on sale with the last one. Until then nobody
 * can buy it: a product that is not there fails closed. Each step may be sent again.
 */
public final class RedisRestore {
  /** How much longer a permit is leased than its order is held, as the guard with permits does. */
  private static final Duration LEASE_MARGIN = Duration.ofMinutes(2);

  private final SaleRedis redis;
  private final Duration keyLife;
  private final String queueKind;

  /**
   * What keeps the accepted purchases that are not decided.
   *
   * @param inRedis whether Redis does; if not, another broker
   */
  public record Queue(boolean inRedis) {
    private String kind() {
      return inRedis ? "stream" : "set";
    }
  }

  /** The units of a product that is back on sale. */
  public record Opened(int free, int held, int sold) {}

  /**
   * @param keyLife for how long an idempotency key stands for its order
   */
  public RedisRestore(SaleRedis redis, Duration keyLife, Queue queue) {
    this.redis = redis;
    this.keyLife = keyLife;
    this.queueKind = queue.kind();
  }

  /** Whether nothing is known of the product. */
  public CompletionStage<Boolean> isEmpty(Sku sku) {
    return redis
        .send(redisson ->
            redisson.getKeys().countExistsAsync(SaleKeys.fixed(sku).toArray(new String[0])))
        .thenApply(there -> there == 0);
  }

  /**
   * Takes the product off sale.
   *
   * @param supplied every unit supplied, as far as the caller knows
   * @return false if more was supplied meanwhile: nothing is changed
   */
  public CompletionStage<Boolean> halt(Sku sku, int supplied) {
    return Script.RESTORE_HALT
        .run(redis, List.of(SaleKeys.product(sku)), Integer.toString(supplied))
        .thenApply(reply -> reply.getFirst().equals("halted"));
  }

  /**
   * Removes the orders of a product that is off sale: from then on nothing happens to them, and the
   * ledger has come to its end.
   */
  public CompletionStage<Void> dropOrders(Sku sku) {
    return unlink(SaleKeys.orders(sku));
  }

  /**
   * Removes all that is kept about a product but its claims, unless it is on sale again.
   *
   * @return false if it is: nothing is changed
   */
  public CompletionStage<Boolean> drop(Sku sku) {
    return Script.RESTORE_DROP
        .run(redis, List.copyOf(SaleKeys.fixed(sku)))
        .thenApply(reply -> reply.getFirst().equals("dropped"));
  }

  /** Removes whatever is left of a product. */
  public CompletionStage<Void> clear(Sku sku) {
    return redis
        .send(redisson ->
            redisson
                .<String>getScoredSortedSet(SaleKeys.PRODUCTS, StringCodec.INSTANCE)
                .removeAsync(sku.value()))
        .thenCompose(removed -> unlink(SaleKeys.all(sku)));
  }

  private CompletionStage<Void> unlink(String pattern) {
    return redis
        .send(redisson -> redisson.getKeys().unlinkByPatternAsync(pattern))
        .thenApply(deleted -> null);
  }

  /**
   * Puts totals, restocks and allowances back.
   *
   * @param taken units by buyer; a part of them is enough, and may follow with another call
   */
  public CompletionStage<Void> figures(
      Sku sku, int held, int sold, List<LedgerHead.Restock> restocks, Map<String, Integer> taken) {
    List<String> texts = new ArrayList<>();
    texts.add(Integer.toString(held));
    texts.add(Integer.toString(sold));
    texts.add(Integer.toString(restocks.size()));
    for (LedgerHead.Restock restock : restocks) {
      texts.add(restock.key());
      texts.add("%d %d restored".formatted(restock.quantity(), restock.supplied()));
    }
    taken.forEach((buyer, units) -> {
      texts.add(buyer);
      texts.add(units.toString());
    });
    return Script.RESTORE_FIGURES
        .run(
            redis,
            List.of(SaleKeys.totals(sku), SaleKeys.restocks(sku), SaleKeys.buyers(sku)),
            texts.toArray())
        .thenApply(reply -> null);
  }

  /** Puts entries of the ledger back; those of one product in their order, one call at a time. */
  public CompletionStage<Void> entries(Sku sku, List<LedgerEntry> entries) {
    List<String> texts = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      List<String> fields = fields(entry);
      texts.add(entry.id());
      texts.add(Integer.toString(fields.size()));
      texts.addAll(fields);
    }
    return Script.RESTORE_ENTRIES
        .run(redis, List.of(SaleKeys.ledger(sku), SaleKeys.reserved(sku)), texts.toArray())
        .thenApply(reply -> null);
  }

  /** As the scripts write them. */
  private static List<String> fields(LedgerEntry entry) {
    List<String> fields =
        new ArrayList<>(
            List.of(
                "order", entry.order().toString(),
                "buyer", entry.buyer().value(),
                "key", entry.key().value(),
                "quantity", Integer.toString(entry.quantity()),
                "state", entry.state().name(),
                "at", EpochMillis.write(entry.at())));
    if (OrderState.initial().contains(entry.state())) {
      fields.addAll(List.of("amount", Long.toString(entry.amount())));
    }
    if (entry.state() == OrderState.RESERVED) {
      fields.addAll(
          List.of("heldUntil", EpochMillis.write(entry.heldUntil()), "receipt", entry.receipt()));
    }
    String reason = entry.reason();
    if (reason != null) {
      fields.addAll(List.of("reason", reason));
    }
    return fields;
  }

  /** Puts orders back with what follows from them. */
  public CompletionStage<Void> orders(Product product, List<RestoredOrder> orders) {
    Sku sku = product.sku();
    List<Object> keys =
        new ArrayList<>(
            List.of(
                SaleKeys.holds(sku),
                SaleKeys.permits(sku),
                SaleKeys.leases(sku),
                SaleKeys.queue(sku),
                SaleKeys.queued(sku)));
    List<String> texts = new ArrayList<>();
    texts.add(queueKind);
    texts.add(Long.toString(keyLife.toMillis()));
    texts.add(Long.toString(LEASE_MARGIN.toMillis()));
    for (RestoredOrder restored : orders) {
      Order order = restored.order();
      keys.add(SaleKeys.order(order.id()));
      keys.add(SaleKeys.claim(sku, order.buyer(), restored.key()));
      texts.addAll(texts(product, restored));
    }
    return Script.RESTORE_ORDERS.run(redis, keys, texts.toArray()).thenApply(reply -> null);
  }

  private static List<String> texts(Product product, RestoredOrder restored) {
    Order order = restored.order();
    Purchase purchase =
        new Purchase(product.sku(), order.buyer(), restored.key(), order.quantity());
    String reason = order.reason();
    return List.of(
        order.id().toString(),
        order.buyer().value(),
        restored.key().value(),
        Integer.toString(order.quantity()),
        Long.toString(order.amount()),
        order.state().name(),
        reason == null ? "" : reason,
        EpochMillis.write(order.heldUntil()),
        order.history().stream()
            .map(passed -> passed.state().name() + ":" + EpochMillis.write(passed.at()))
            .collect(Collectors.joining(",")),
        restored.receipt(),
        purchase.fingerprint(),
        restored.keyStands() ? outcome(order) : "",
        EpochMillis.write(restored.decidedAt()),
        detail(product, order),
        restored.place());
  }

  /** As a claim keeps it. */
  private static String outcome(Order order) {
    String reason = order.reason();
    if (reason != null) {
      return reason;
    }
    return order.state() == OrderState.QUEUED
        ? OrderState.QUEUED.name().toLowerCase(Locale.ROOT)
        : OrderState.RESERVED.name().toLowerCase(Locale.ROOT);
  }

  private static String detail(Product product, Order order) {
    String reason = order.reason();
    if (reason == null) {
      return EpochMillis.write(order.heldUntil());
    }
    return switch (reason) {
      case "limit_reached" -> Integer.toString(product.perBuyer());
      case "sale_not_open" -> EpochMillis.write(product.opensAt());
      case "sale_closed" -> EpochMillis.write(product.closesAt());
      default -> "";
    };
  }

  /**
   * Puts the product on sale.
   *
   * @param token of this restoration, unlike any other's
   * @return fails if somebody else has made the product meanwhile
   */
  public CompletionStage<Opened> open(Product product, Instant createdAt, String token) {
    Sku sku = product.sku();
    return Script.RESTORE_OPEN
        .run(
            redis,
            List.of(
                SaleKeys.product(sku),
                SaleKeys.stock(sku),
                SaleKeys.totals(sku),
                SaleKeys.owed(sku)),
            token,
            product.name(),
            Long.toString(product.price()),
            Integer.toString(product.stock()),
            Integer.toString(product.perBuyer()),
            EpochMillis.write(product.opensAt()),
            EpochMillis.write(product.closesAt()),
            EpochMillis.write(createdAt))
        .thenCompose(reply -> listed(sku, createdAt, opened(sku, reply)));
  }

  private static Opened opened(Sku sku, List<String> reply) {
    if (reply.getFirst().equals("exists")) {
      throw new IllegalStateException(
          "product %s was made by somebody else while it was restored: remove it and restore it again"
              .formatted(sku));
    }
    return new Opened(
        Integer.parseInt(reply.get(1)),
        Integer.parseInt(reply.get(2)),
        Integer.parseInt(reply.get(3)));
  }

  private CompletionStage<Opened> listed(Sku sku, Instant createdAt, Opened opened) {
    return redis
        .send(redisson ->
            redisson
                .<String>getScoredSortedSet(SaleKeys.PRODUCTS, StringCodec.INSTANCE)
                .addIfAbsentAsync((double) createdAt.toEpochMilli(), sku.value()))
        .thenApply(added -> opened);
  }
}
