package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Everything that an edge does for buyers, at once: purchases, reads, streams and waits. */
final class EdgeLoad {
  private static final int BUYERS = 16;
  private static final int STREAMS = 60;
  private static final int WAITING = 8;
  private static final Duration EVENT = Duration.ofSeconds(5);

  /** An order of which buyers wait for news, until it is closed. */
  interface Awaited extends AutoCloseable {
    /** The order. */
    String order();

    @Override
    void close();
  }

  private final Client client;
  private final Supplier<? extends Awaited> awaited;
  private final int accepted;

  /**
   * @param awaited makes an order of which buyers wait for news
   * @param accepted the status that purchases are to be answered with
   */
  EdgeLoad(Client client, Supplier<? extends Awaited> awaited, int accepted) {
    this.client = client;
    this.awaited = awaited;
    this.accepted = accepted;
  }

  /** Buyers wait for a purchase that is not decided. */
  static EdgeLoad withUndecided(Client client, RedisCommands redis, int accepted) {
    return new EdgeLoad(client, () -> UndecidedPurchase.of(client, redis), accepted);
  }

  /** Goes on for so long, and returns how many purchases were accepted. */
  long run(Duration duration) {
    String sku = client.product(1_000_000, 1);
    String order = client.decided(sku, "first", "k", 1).has(201).text("order");
    AtomicLong purchases = new AtomicLong();
    long end = System.nanoTime() + duration.toNanos();
    try (Awaited waiting = awaited.get()) {
      List<CompletableFuture<?>> parts =
          Stream.of(
                  many(BUYERS, end, round -> buy(sku, order, round, purchases)),
                  many(WAITING, end, round -> await(waiting.order())),
                  many(1, end, round -> comeAndGo(order)))
              .flatMap(part -> part)
              .toList();
      List<EventStream> streams =
          Stream.generate(() -> client.events("/api/products/" + sku + "/events"))
              .limit(STREAMS)
              .toList();
      parts.forEach(CompletableFuture::join);
      assertThat(streams).allSatisfy(stream -> assertThat(stream.poll(EVENT)).isNotNull());
      streams.forEach(EventStream::close);
    }
    return purchases.get();
  }

  private void buy(String sku, String order, int round, AtomicLong purchases) {
    client.buy(sku, Client.fresh("buyer"), "k", 1).has(accepted);
    purchases.incrementAndGet();
    if (round % 4 == 0) {
      client.seen(sku);
      client.order(order).has(200);
    }
  }

  private void await(String order) {
    client.send(client.request("/api/orders/" + order).header("Prefer", "wait=1")).has(200);
  }

  private void comeAndGo(String order) {
    try (EventStream stream = client.events("/api/orders/" + order + "/events")) {
      stream.next(EVENT);
    }
  }

  private static Stream<CompletableFuture<?>> many(int threads, long end, IntConsumer round) {
    return IntStream.range(0, threads)
        .mapToObj(i ->
            CompletableFuture.runAsync(
                () -> {
                  for (int number = 0; System.nanoTime() < end; number++) {
                    round.accept(number);
                  }
                },
                Thread::startVirtualThread));
  }
}
