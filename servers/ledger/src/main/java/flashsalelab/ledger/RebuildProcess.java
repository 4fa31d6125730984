package flashsalelab.ledger;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.ledger.database.LedgerException;
import flashsalelab.ledger.database.LedgerThreads;
import flashsalelab.ledger.projection.Projector;
import flashsalelab.ledger.projection.ProjectorSettings;
import flashsalelab.ledger.rebuild.Rebuild;
import flashsalelab.sale.InvalidValueException;
import flashsalelab.sale.Sku;
import flashsalelab.sale.redis.RedisLedgerReader;
import flashsalelab.sale.redis.RedisRestore;
import flashsalelab.sale.redis.RedisSuspension;
import flashsalelab.sale.redis.SaleRedis;
import flashsalelab.sale.settings.InvalidSettingsException;
import flashsalelab.sale.settings.SettingsReader;
import flashsalelab.sale.transport.PatternSettings;
import flashsalelab.sale.transport.Transports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The command that makes Redis anew from the ledger: {@code rebuild [--replace] [sku...]}. Without
 * skus it does so for every product of the ledger. It tells what it did, a line for each product,
 * and ends with 0 if all of them are on sale, with 1 otherwise.
 */
final class RebuildProcess {
  private static final String REPLACE = "--replace";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  private RebuildProcess() {}

  /**
   * Runs it; where Redis and the ledger are is told by environment variables.
   *
   * @return what the process ends with
   */
  static int run(List<String> arguments) {
    try {
      SettingsReader environment = new SettingsReader(System.getenv());
      ProjectorSettings settings = ProjectorSettings.read(environment);
      PatternSettings pattern = PatternSettings.read(environment);
      environment.finish(() -> settings);
      return rebuild(settings, pattern, arguments);
    } catch (InvalidSettingsException | IllegalStateException e) {
      System.err.println(e.getMessage());
      return 1;
    } catch (InvalidValueException e) {
      System.err.println("a sku " + e.getMessage());
      return 1;
    } catch (LedgerException | CompletionException e) {
      System.err.printf(
          "it failed (%s); run it again with %s when Redis and the ledger answer%n",
          e.getMessage(), REPLACE);
      return 1;
    }
  }

  private static int rebuild(
      ProjectorSettings settings, PatternSettings pattern, List<String> arguments) {
    List<String> names = new ArrayList<>(arguments);
    Rebuild.Present present =
        names.remove(REPLACE) ? Rebuild.Present.REPLACED : Rebuild.Present.REFUSED;
    List<Sku> skus = names.stream().map(Sku::new).toList();
    Duration keyLife = settings.terms().idempotency();
    try (SaleRedis redis = SaleRedis.open(settings.redis());
        LedgerDatabase database = LedgerDatabase.open(settings.ledger(), LedgerThreads.VIRTUAL)) {
      if (!answer(redis::answers, "Redis") || !answer(database::answers, "the ledger")) {
        return 1;
      }
      Rebuild rebuild =
          new Rebuild(
              database,
              new Projector(
                  database,
                  new RedisLedgerReader(redis),
                  new RedisSuspension(redis),
                  keyLife,
                  settings.page()),
              new RedisRestore(
                  redis,
                  keyLife,
                  new RedisRestore.Queue(pattern.queue().equals(Transports.DEFAULT))));
      return rebuild(rebuild, skus.isEmpty() ? rebuild.products() : skus, present);
    }
  }

  private static int rebuild(Rebuild rebuild, List<Sku> skus, Rebuild.Present present) {
    int code = 0;
    for (Sku sku : skus) {
      Rebuild.Result result = rebuild.rebuild(sku, present);
      System.out.println(told(result));
      if (!(result instanceof Rebuild.Result.Rebuilt)) {
        code = 1;
      }
    }
    return code;
  }

  private static String told(Rebuild.Result result) {
    return switch (result) {
      case Rebuild.Result.Rebuilt rebuilt ->
          "%s is on sale: %d free, %d held, %d sold, %d orders with %d changes"
              .formatted(
                  rebuilt.sku(),
                  rebuilt.free(),
                  rebuilt.held(),
                  rebuilt.sold(),
                  rebuilt.orders(),
                  rebuilt.entries());
      case Rebuild.Result.NotEmpty(Sku sku) ->
          "%s is in Redis already and was left as it is; %s drops what is there"
              .formatted(sku, REPLACE);
      case Rebuild.Result.Unknown(Sku sku) -> "%s is not in the ledger".formatted(sku);
    };
  }

  private static boolean answer(Supplier<CompletionStage<Boolean>> question, String who) {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < limit) {
      if (question.get().toCompletableFuture().join()) {
        return true;
      }
      try {
        Thread.sleep(BETWEEN_TRIES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    System.err.printf("%s does not answer within %d s%n", who, PATIENCE.toSeconds());
    return false;
  }
}
