package flashsalelab.sale.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * The Lua scripts. Each answers a list of texts. The client library may send one more than once for
 * one call (a lost reply), so a script must be idempotent.
 */
enum Script {
  ADMIT("admit.lua"),
  CHANGES("changes.lua"),
  CHARGING("charging.lua"),
  ENQUEUE("enqueue.lua"),
  GLANCE("glance.lua"),
  LEDGER_HEAD("ledger-head.lua"),
  OFFER("offer.lua"),
  OVERDUE("overdue.lua"),
  PAYMENTS_ABANDONED("payments-abandoned.lua"),
  PAYMENTS_END("payments-end.lua"),
  PAYMENTS_NEXT("payments-next.lua"),
  PAYMENTS_RETRY("payments-retry.lua"),
  PURCHASE("purchase.lua"),
  QUEUED_CONFIRMED("queued-confirmed.lua"),
  QUEUED_ORDERS("queued-orders.lua"),
  QUEUED_UNCONFIRMED("queued-unconfirmed.lua"),
  QUEUE_NEXT("queue-next.lua"),
  QUEUE_RENEW("queue-renew.lua"),
  RECONCILE("reconcile.lua"),
  RESTOCK("restock.lua"),
  RESTORE_DROP("restore-drop.lua"),
  RESTORE_ENTRIES("restore-entries.lua"),
  RESTORE_FIGURES("restore-figures.lua"),
  RESTORE_HALT("restore-halt.lua"),
  RESTORE_OPEN("restore-open.lua"),
  RESTORE_ORDERS("restore-orders.lua"),
  SETTLE("settle.lua"),
  STALE("stale.lua"),
  SUPPLY("supply.lua"),
  TRANSITION("transition.lua"),
  WINDOW("window.lua", "offer.lua"),
  WITHDRAW("withdraw.lua");

  private final String source;

  Script(String... files) {
    this.source =
        Stream.concat(Stream.of("prelude.lua"), Stream.of(files))
            .map(Script::read)
            .collect(Collectors.joining("\n"));
  }

  /**
   * Makes the scripts known to Redis. They are then sent by their digest; one that Redis has
   * forgotten is loaded at its next use.
   */
  static void loadAll(RedissonClient redisson) {
    RScript scripts = redisson.getScript(StringCodec.INSTANCE);
    for (Script script : values()) {
      scripts.scriptLoad(script.source);
    }
  }

  /**
   * Runs the script.
   *
   * @param keys all of one hash slot
   */
  CompletionStage<List<String>> run(SaleRedis redis, List<Object> keys, Object... arguments) {
    return redis.send(redisson ->
        redisson
            .getScript(StringCodec.INSTANCE)
            .evalAsync(
                (String) keys.getFirst(),
                RScript.Mode.READ_WRITE,
                source,
                RScript.ReturnType.LIST,
                keys,
                arguments));
  }

  private static String read(String name) {
    try (InputStream stream = Script.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("there is no script " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read script " + name, e);
    }
  }
}
