package flashsalelab.lab.audit;

import flashsalelab.lab.audit.SaleLedger.Transition;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/**
 * Reads a sale straight from Redis: the hash {@code sale:{sku}:product}, the string {@code
 * sale:{sku}:stock} and the stream {@code sale:{sku}:ledger}, as the sale documents them. It
 * connects when it reads for the first time. One thread uses it.
 */
public final class RedisLedger implements LedgerReader {
  private static final int PAGE = 5_000;
  private static final int TIMEOUT_MS = 5_000;

  private final URI uri;
  private final int page;
  private @Nullable RedissonClient connected;

  private RedisLedger(URI uri, int page) {
    this.uri = uri;
    this.page = page;
  }

  /** The ledger in the Redis at an address. */
  public static RedisLedger at(URI uri) {
    return at(uri, PAGE);
  }

  /** Reads the stream by this many records at a time. */
  static RedisLedger at(URI uri, int page) {
    return new RedisLedger(uri, page);
  }

  private RedissonClient redis() {
    RedissonClient redis = connected;
    if (redis == null) {
      redis = connect();
      connected = redis;
    }
    return redis;
  }

  private RedissonClient connect() {
    var config = new Config();
    config.setCodec(StringCodec.INSTANCE);
    config.setThreads(2);
    config.setNettyThreads(2);
    config
        .useSingleServer()
        .setAddress(uri.toString())
        .setConnectionMinimumIdleSize(1)
        .setConnectionPoolSize(2)
        .setSubscriptionConnectionMinimumIdleSize(0)
        .setRetryAttempts(1)
        .setConnectTimeout(TIMEOUT_MS)
        .setTimeout(TIMEOUT_MS);
    try {
      return Redisson.create(config);
    } catch (RedisException e) {
      throw new LedgerUnreadableException(
          "the ledger in Redis cannot be reached at %s: %s".formatted(uri, e.getMessage()), e);
    }
  }

  @Override
  public SaleLedger read(String sku) {
    String prefix = "sale:{%s}:".formatted(sku);
    RedissonClient redis = redis();
    try {
      Map<String, String> product = redis.<String, String>getMap(prefix + "product").readAllMap();
      @Nullable String free = redis.<String>getBucket(prefix + "stock").get();
      if (product.isEmpty() || free == null) {
        throw new NoSuchProductException("Redis knows no product %s".formatted(sku));
      }
      return new SaleLedger(
          number(product, "supplied"),
          number(product, "perBuyer"),
          Long.parseLong(free),
          transitions(redis.getStream(prefix + "ledger")));
    } catch (RedisException | NumberFormatException e) {
      throw new LedgerUnreadableException(
          "the ledger of %s in Redis cannot be read: %s".formatted(sku, e.getMessage()), e);
    }
  }

  private List<Transition> transitions(RStream<String, String> ledger) {
    var all = new ArrayList<Transition>();
    var from = StreamRangeArgs.startId(StreamMessageId.MIN);
    while (true) {
      Map<StreamMessageId, Map<String, String>> records =
          ledger.range(from.endId(StreamMessageId.MAX).count(page));
      for (var entry : records.entrySet()) {
        all.add(transition(entry.getValue()));
        from = StreamRangeArgs.startIdExclusive(entry.getKey());
      }
      if (records.size() < page) {
        return all;
      }
    }
  }

  private static Transition transition(Map<String, String> fields) {
    return new Transition(
        text(fields, "order"),
        text(fields, "buyer"),
        text(fields, "key"),
        number(fields, "quantity"),
        text(fields, "state"));
  }

  private static String text(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new LedgerUnreadableException(
          "a record in the ledger has no %s: %s".formatted(name, fields));
    }
    return value;
  }

  private static long number(Map<String, String> fields, String name) {
    return Long.parseLong(text(fields, name));
  }

  @Override
  public void close() {
    if (connected != null) {
      connected.shutdown();
    }
  }
}
