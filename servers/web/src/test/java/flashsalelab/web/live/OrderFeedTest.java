package flashsalelab.web.live;

import static flashsalelab.sale.OrderState.CANCELLED;
import static flashsalelab.sale.OrderState.PAID;
import static flashsalelab.sale.OrderState.QUEUED;
import static flashsalelab.sale.OrderState.REJECTED;
import static flashsalelab.sale.OrderState.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sku;
import flashsalelab.web.live.BoardFixture.Reader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OrderFeedTest {
  private static final Sku TEE = new Sku("tee");
  private static final OrderId ORDER = OrderId.next(TEE);
  private static final Duration TICK = Duration.ofMillis(60);
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final long ANY = -1;

  private final BoardFixture live = new BoardFixture();

  @Test
  void order_isSentItsPresentStateAndEachChangeUpToItsEnd() {
    live.sale.order(ORDER, QUEUED);
    Reader reader = live.order(ORDER, ANY);
    live.pass(TICK);
    assertThat(reader.take()).isEqualTo("id: 1\nevent: order\ndata: {\"state\":\"QUEUED\"}\n\n");
    live.sale.order(ORDER, QUEUED, RESERVED);
    live.pass(TICK);
    assertThat(reader.take()).startsWith("id: 2\n").contains("RESERVED");
    live.sale.order(ORDER, QUEUED, RESERVED, PAID);
    live.pass(TICK);
    assertThat(reader.held().last()).isTrue();
    assertThat(reader.take()).startsWith("id: 3\n").contains("PAID");
  }

  @Test
  void order_rejected_endsTheStream() {
    live.sale.order(ORDER, QUEUED);
    Reader reader = live.order(ORDER, 1);
    live.pass(TICK);
    assertThat(reader.has()).as("it has this state already").isFalse();
    live.sale.order(ORDER, QUEUED, REJECTED);
    live.pass(TICK);
    assertThat(reader.held().last()).isTrue();
    assertThat(reader.take()).startsWith("id: 2\n");
  }

  @Test
  void order_cancelled_keepsTheStreamAsARefundMayCome() {
    live.sale.order(ORDER, RESERVED, CANCELLED);
    Reader reader = live.order(ORDER, ANY);
    live.pass(TICK);
    assertThat(reader.held().last()).isFalse();
    assertThat(reader.take()).startsWith("id: 2\n");
  }

  @Test
  void order_followedByMany_isReadOnceForAChange() {
    live.sale.order(ORDER, RESERVED);
    var readers = IntStream.range(0, 30).mapToObj(i -> live.order(ORDER, ANY)).toList();
    live.pass(TICK);
    readers.forEach(Reader::take);
    int asked = live.sale.ordersAsked;
    live.sale.order(ORDER, RESERVED, PAID);
    live.pass(TICK);
    assertThat(live.sale.ordersAsked).isEqualTo(asked + 1);
    assertThat(readers).extracting(Reader::held).containsOnly(readers.getFirst().held());
  }

  @Test
  void changes_moreThanAPage_areAllSeen() {
    live.sale.order(ORDER, QUEUED);
    Reader reader = live.order(ORDER, ANY);
    live.pass(TICK);
    reader.take();
    for (int i = 0; i < 5_500; i++) {
      live.sale.order(OrderId.next(TEE), QUEUED);
    }
    live.sale.order(ORDER, QUEUED, RESERVED);
    live.pass(TICK.plusMillis(60));
    assertThat(reader.take()).startsWith("id: 2\n");
  }

  @Test
  void storeAway_keepsTheStreamAndMissesNothing() {
    live.sale.away = true;
    live.sale.order(ORDER, QUEUED);
    Reader reader = live.order(ORDER, ANY);
    live.pass(TICK);
    assertThat(reader.has()).isFalse();
    live.sale.away = false;
    live.pass(TICK);
    assertThat(reader.take()).startsWith("id: 1\n");
    live.sale.away = true;
    live.sale.order(ORDER, QUEUED, RESERVED);
    live.pass(Duration.ofSeconds(3));
    live.sale.away = false;
    live.pass(TICK);
    assertThat(reader.take()).startsWith("id: 2\n");
  }

  @Test
  void purchase_undecidedAndWithdrawn_endsTheStream() {
    live.sale.undecided(ORDER);
    Reader reader = live.order(ORDER, ANY);
    live.pass(TICK);
    assertThat(reader.take()).startsWith("id: 0\n").contains("unknown");
    live.sale.withdrawn(ORDER);
    live.pass(Duration.ofSeconds(3));
    assertThat(reader.held().last()).isTrue();
    assertThat(reader.held().bytes()).isEmpty();
  }

  @Test
  void changes_areAskedForOnlyWhileSomebodyFollows() {
    live.sale.order(ORDER, RESERVED);
    Reader reader = live.order(ORDER, ANY);
    live.pass(Duration.ofSeconds(1));
    assertThat(live.sale.changesAsked).isBetween(40, 51);
    reader.subscriber.close(null);
    live.pass(Duration.ofSeconds(3));
    int asked = live.sale.changesAsked;
    live.pass(Duration.ofSeconds(1));
    assertThat(live.sale.changesAsked).isEqualTo(asked);
    assertThat(live.board.isIdle()).isTrue();
  }

  @Test
  void wait_endsWithTheDecision() {
    live.sale.order(ORDER, QUEUED);
    CompletableFuture<OrderAnswer> answer = live.waiting(ORDER, WAIT);
    live.pass(Duration.ofSeconds(1));
    assertThat(answer).isNotDone();
    live.sale.order(ORDER, QUEUED, REJECTED);
    live.pass(TICK);
    assertThat(answer).isCompletedWithValue(live.sale.answer(ORDER));
    live.pass(WAIT);
    assertThat(live.board.isIdle()).isTrue();
  }

  @Test
  void wait_forWhatIsNeverDecided_endsWithThePresentStateInTime() {
    live.sale.undecided(ORDER);
    CompletableFuture<OrderAnswer> answer = live.waiting(ORDER, WAIT);
    CompletableFuture<OrderAnswer> shorter = live.waiting(ORDER, Duration.ofSeconds(1));
    live.pass(WAIT.minusMillis(50));
    assertThat(shorter).isDone();
    assertThat(answer).isNotDone();
    live.pass(Duration.ofMillis(60));
    assertThat(answer).isCompletedWithValue(new OrderAnswer.Undecided(ORDER));
  }

  @Test
  void wait_atTheEndOfTheProcess_isAnsweredAtOnce() {
    live.sale.order(ORDER, QUEUED);
    CompletableFuture<OrderAnswer> answer = live.waiting(ORDER, WAIT);
    live.board.end(Duration.ofSeconds(1));
    assertThat(answer).isDone();
    assertThat(live.waiting(ORDER, WAIT)).isDone();
  }
}
