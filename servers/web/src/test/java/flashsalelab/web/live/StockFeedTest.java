package flashsalelab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.Sku;
import flashsalelab.web.live.BoardFixture.Reader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StockFeedTest {
  private static final Sku TEE = new Sku("tee");
  private static final Duration TICK = BoardFixture.SETTINGS.stockTick();
  private static final Duration MOMENT = Duration.ofMillis(20);
  private static final long ANY = -1;

  private final BoardFixture live = new BoardFixture();

  @Test
  void subscriber_isSentThePresentStateAtOnce() {
    live.sale.stock(TEE, 7, 1_000);
    Reader reader = live.stock(TEE, ANY);
    live.pass(MOMENT);
    assertThat(reader.take())
        .isEqualTo(
            """
            id: 1000
            event: stock
            data: {"sku":"tee","free":7,"held":3,"sold":0,"supplied":10,"state":"open",\
            "at":"1970-01-01T00:00:01Z"}

            """);
    Reader second = live.stock(TEE, ANY);
    assertThat(second.take()).startsWith("id: 1000\n");
    live.pass(TICK.multipliedBy(3));
    assertThat(reader.has()).isFalse();
    assertThat(second.has()).isFalse();
  }

  @Test
  void change_isEncodedOnceForAll() {
    live.sale.stock(TEE, 7, 1_000);
    List<Reader> readers = IntStream.range(0, 20).mapToObj(i -> live.stock(TEE, ANY)).toList();
    live.pass(TICK);
    readers.forEach(Reader::take);
    live.sale.stock(TEE, 6, 2_000);
    live.pass(TICK.plus(BoardFixture.SETTINGS.stockPoll()));
    assertThat(readers).allSatisfy(reader -> assertThat(reader.has()).isTrue());
    assertThat(readers).extracting(Reader::held).containsOnly(readers.getFirst().held());
  }

  @Test
  void changes_withinATick_areSentAsTheLatestOnly() {
    live.sale.stock(TEE, 9, 1_000);
    Reader reader = live.stock(TEE, ANY);
    live.pass(TICK);
    reader.take();
    int events = 0;
    String last = "";
    for (int i = 1; i <= 40; i++) {
      live.sale.stock(TEE, 9 - i % 8, 1_000 + i * 100L);
      live.pass(Duration.ofMillis(100));
      if (reader.has()) {
        events++;
        last = reader.take();
      }
    }
    assertThat(events).isBetween(7, 9);
    live.pass(TICK);
    assertThat(reader.has() ? reader.take() : last).startsWith("id: 5000\n");
  }

  @Test
  void subscribers_whoCameTogether_areServedSpreadOverTheTick() {
    live.sale.stock(TEE, 7, 1_000);
    List<Reader> readers = IntStream.range(0, 50).mapToObj(i -> live.stock(TEE, ANY)).toList();
    live.pass(TICK.multipliedBy(2));
    readers.forEach(Reader::take);
    live.sale.stock(TEE, 6, 2_000);
    live.pass(BoardFixture.SETTINGS.stockPoll());
    long before = readers.stream().filter(Reader::has).count();
    for (int step = 1; step <= 5; step++) {
      live.pass(TICK.dividedBy(10));
      long served = readers.stream().filter(Reader::has).count() - before;
      assertThat(served).isEqualTo(5L * step);
    }
  }

  @Test
  void slowReader_holdsOneEventAndFindsTheLatest() {
    live.sale.stock(TEE, 9, 1_000);
    Reader slow = live.stock(TEE, ANY);
    Reader quick = live.stock(TEE, ANY);
    live.pass(TICK);
    slow.held();
    quick.take();
    for (int i = 1; i <= 5; i++) {
      live.sale.stock(TEE, 9 - i, 1_000 + i);
      live.pass(TICK.plus(BoardFixture.SETTINGS.stockPoll()));
      assertThat(quick.take()).startsWith("id: " + (1_000 + i) + "\n");
    }
    slow.goOn();
    assertThat(slow.take()).startsWith("id: 1005\n");
    live.pass(TICK);
    assertThat(slow.has()).isFalse();
  }

  @Test
  void resume_isSentThePresentStateOnceItIsKnownToBeNewer() {
    live.sale.stock(TEE, 7, 1_000);
    Reader other = live.stock(TEE, ANY);
    live.pass(TICK);
    other.take();
    Reader resumed = live.stock(TEE, 1_050);
    live.pass(TICK);
    assertThat(resumed.has()).isFalse();
    live.sale.stock(TEE, 7, 1_100);
    live.pass(TICK.plus(BoardFixture.SETTINGS.stockPoll()));
    assertThat(resumed.take()).startsWith("id: 1100\n").contains("\"free\":7");
    assertThat(other.has()).as("nothing has changed for the other").isFalse();
  }

  @Test
  void resume_withAnIdFromTheFuture_isSentThePresentState() {
    live.sale.stock(TEE, 7, 1_000);
    Reader reader = live.stock(TEE, 99_999_999_999L);
    live.pass(MOMENT);
    assertThat(reader.take()).startsWith("id: 1000\n");
  }

  @Test
  void ids_growAlsoWhenTheClockOfTheStoreIsSetBack() {
    live.sale.stock(TEE, 7, 5_000);
    Reader reader = live.stock(TEE, ANY);
    live.pass(TICK);
    assertThat(reader.take()).startsWith("id: 5000\n");
    live.sale.stock(TEE, 6, 1_000);
    live.pass(TICK.multipliedBy(2));
    assertThat(reader.take()).startsWith("id: 5001\n").contains("\"free\":6");
  }

  @Test
  void silentStream_isSentHeartbeatsWithinTheIntervalThatDisplaceNothing() {
    live.sale.stock(TEE, 7, 1_000);
    Reader reader = live.stock(TEE, ANY);
    live.pass(TICK);
    reader.take();
    live.pass(Duration.ofSeconds(7));
    assertThat(reader.has()).isFalse();
    live.pass(Duration.ofSeconds(3).plus(TICK));
    assertThat(reader.held().bytes()).containsExactly(':', '\n', '\n');
    live.sale.stock(TEE, 6, 2_000);
    live.pass(Duration.ofSeconds(60));
    reader.goOn();
    assertThat(reader.take()).startsWith("id: 2000\n");
    assertThat(live.count("live.heartbeats")).isEqualTo(1);
    assertThat(live.count("live.events")).isEqualTo(2);
  }

  @Test
  void storeAway_keepsTheStreamAndItGoesOnByItself() {
    live.sale.stock(TEE, 7, 1_000);
    Reader reader = live.stock(TEE, ANY);
    live.pass(TICK);
    reader.take();
    live.sale.away = true;
    live.sale.stock(TEE, 6, 2_000);
    live.pass(Duration.ofSeconds(12));
    assertThat(reader.take()).startsWith(":");
    assertThat(reader.has()).isFalse();
    live.sale.away = false;
    live.pass(TICK.plus(BoardFixture.SETTINGS.stockPoll()));
    assertThat(reader.take()).startsWith("id: 2000\n");
  }

  @Test
  void product_isAskedForOnlyWhileSomebodyFollowsIt() {
    live.sale.stock(TEE, 7, 1_000);
    Reader one = live.stock(TEE, ANY);
    Reader other = live.stock(TEE, ANY);
    live.pass(Duration.ofSeconds(1));
    assertThat(live.sale.offersAsked).isBetween(9, 12);
    assertThat(live.board.follows(TEE)).isTrue();
    one.subscriber.close(null);
    other.subscriber.close(new IllegalStateException(new TimeoutException("took nothing")));
    other.subscriber.close(null);
    live.pass(TICK.plus(MOMENT));
    int asked = live.sale.offersAsked;
    live.pass(Duration.ofSeconds(1));
    assertThat(live.sale.offersAsked).isEqualTo(asked);
    assertThat(live.board.follows(TEE)).isFalse();
    assertThat(live.board.isIdle()).isTrue();
    assertThat(live.count("live.slow")).isEqualTo(1);
    assertThat(live.registry.get("live.subscribers").tag("kind", "stock").gauge().value()).isZero();
  }

  @Test
  void end_endsAllStreamsSpreadOverTheTime() {
    live.sale.stock(TEE, 7, 1_000);
    List<Reader> readers = IntStream.range(0, 50).mapToObj(i -> live.stock(TEE, ANY)).toList();
    live.pass(TICK);
    readers.forEach(Reader::take);
    live.board.end(Duration.ofSeconds(1));
    live.pass(Duration.ofMillis(100));
    long ended = readers.stream().filter(Reader::has).count();
    assertThat(ended).isBetween(1L, 40L);
    live.pass(Duration.ofSeconds(1));
    assertThat(readers).allSatisfy(reader -> assertThat(reader.held().last()).isTrue());
    assertThat(live.stock(TEE, ANY).held().last()).isTrue();
  }
}
