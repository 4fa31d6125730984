package flashsalelab.sale.redis;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Product;
import flashsalelab.sale.Sku;
import flashsalelab.sale.ledger.LedgerEntry;
import flashsalelab.sale.ledger.LedgerHead;
import flashsalelab.sale.ledger.LedgerPage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.client.codec.StringCodec;

/** Reads the ledgers of products on, for whoever keeps their content for good. */
public final class RedisLedgerReader {
  private static final int HEAD_WIDTH = 8;
  private static final int RESTOCK_WIDTH = 3;

  private final SaleRedis redis;

  /** Reads from this Redis. */
  public RedisLedgerReader(SaleRedis redis) {
    this.redis = redis;
  }

  /**
   * What follows a position. The entry at the position itself is read too: if it is gone, Redis has
   * lost what was read before, and what follows is not what followed then.
   *
   * @param most how many entries at most
   */
  public CompletionStage<LedgerPage> after(Sku sku, String position, int most) {
    return redis
        .send(redisson ->
            redisson
                .<String, String>getStream(SaleKeys.ledger(sku), StringCodec.INSTANCE)
                .rangeAsync(
                    StreamRangeArgs.startId(id(position))
                        .endId(StreamMessageId.MAX)
                        .count(position.equals(LedgerPage.START) ? most : most + 1)))
        .thenApply(entries -> page(position, entries));
  }

  /**
   * The product and the end of its ledger; empty if there is no such product.
   *
   * @param supplied every unit supplied, as far as the caller knows
   */
  public CompletionStage<Optional<LedgerHead>> head(Sku sku, int supplied) {
    return Script.LEDGER_HEAD
        .run(
            redis,
            List.of(SaleKeys.product(sku), SaleKeys.ledger(sku), SaleKeys.restocks(sku)),
            Integer.toString(supplied))
        .thenApply(reply -> reply.isEmpty() ? Optional.empty() : Optional.of(head(sku, reply)));
  }

  static StreamMessageId id(String text) {
    int dash = text.indexOf('-');
    return new StreamMessageId(
        Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
  }

  private static LedgerPage page(
      String position, Map<StreamMessageId, Map<String, String>> entries) {
    List<LedgerEntry> page = new ArrayList<>(entries.size());
    boolean goesOn = position.equals(LedgerPage.START);
    for (var entry : entries.entrySet()) {
      String id = entry.getKey().toString();
      if (id.equals(position)) {
        goesOn = true;
      } else {
        page.add(entry(id, entry.getValue()));
      }
    }
    return new LedgerPage(goesOn, goesOn ? page : List.of());
  }

  private static LedgerEntry entry(String id, Map<String, String> fields) {
    return new LedgerEntry(
        id,
        OrderId.parse(text(id, fields, "order")),
        new BuyerId(text(id, fields, "buyer")),
        new IdempotencyKey(text(id, fields, "key")),
        Integer.parseInt(text(id, fields, "quantity")),
        OrderState.valueOf(text(id, fields, "state")),
        EpochMillis.read(text(id, fields, "at")),
        Long.parseLong(fields.getOrDefault("amount", "0")),
        EpochMillis.readOptional(fields.getOrDefault("heldUntil", "")),
        fields.get("reason"),
        fields.getOrDefault("receipt", ""));
  }

  private static String text(String id, Map<String, String> fields, String name) {
    @Nullable String text = fields.get(name);
    if (text == null) {
      throw new IllegalStateException("ledger entry %s has no %s: %s".formatted(id, name, fields));
    }
    return text;
  }

  private static LedgerHead head(Sku sku, List<String> reply) {
    Product product =
        new Product(
            sku,
            reply.get(1),
            Long.parseLong(reply.get(2)),
            Integer.parseInt(reply.get(3)),
            Integer.parseInt(reply.get(4)),
            EpochMillis.readOptional(reply.get(5)),
            EpochMillis.readOptional(reply.get(6)));
    List<LedgerHead.Restock> restocks = new ArrayList<>();
    for (int i = HEAD_WIDTH; i < reply.size(); i += RESTOCK_WIDTH) {
      restocks.add(
          new LedgerHead.Restock(
              reply.get(i),
              Integer.parseInt(reply.get(i + 1)),
              Integer.parseInt(reply.get(i + 2))));
    }
    restocks.sort(Comparator.comparingInt(LedgerHead.Restock::supplied));
    return new LedgerHead(product, EpochMillis.read(reply.get(7)), reply.get(0), restocks);
  }
}
