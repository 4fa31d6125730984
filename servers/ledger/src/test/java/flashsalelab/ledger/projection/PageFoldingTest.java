package flashsalelab.ledger.projection;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.OrderState;
import flashsalelab.sale.Sku;
import flashsalelab.sale.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PageFoldingTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration DAY = Duration.ofHours(24);
  private static final Sku TEE = new Sku("tee");

  private final OrderId order = OrderId.next(TEE);
  private int entries;

  private LedgerEntry entry(OrderId id, String buyer, int quantity, OrderState state, Instant at) {
    boolean reserved = state == OrderState.RESERVED;
    return new LedgerEntry(
        "1-" + ++entries,
        id,
        new BuyerId(buyer),
        new IdempotencyKey("k"),
        quantity,
        state,
        at,
        OrderState.initial().contains(state) ? 10L * quantity : 0,
        reserved ? at.plusSeconds(60) : null,
        state == OrderState.REJECTED ? "sold_out" : null,
        "");
  }

  private LedgerEntry entry(OrderState state) {
    return entry(order, "ann", 2, state, NOON);
  }

  private static PageRows fold(Stock stock, LedgerEntry... entries) {
    return PageFolding.fold(DAY, stock, Map.of(), Map.of(), List.of(entries));
  }

  private static Stock free(int units) {
    return new Stock(units, 0, 0);
  }

  @Test
  void reserved_takesUnits_andIsToBePaid() {
    PageRows rows = fold(free(5), entry(OrderState.RESERVED));
    assertThat(rows.stock()).isEqualTo(new Stock(3, 2, 0));
    assertThat(rows.made()).singleElement().extracting("state").isEqualTo(OrderState.RESERVED);
    assertThat(rows.toBePaid()).hasSize(1);
    assertThat(rows.movements())
        .containsExactly(new PageRows.Movement(order.toString(), "RESERVED", -2, 3, NOON));
  }

  @Test
  void ordersWholeLife_inOnePage_isOneRowWithItsHistory() {
    PageRows rows =
        fold(free(5), entry(OrderState.QUEUED), entry(OrderState.RESERVED), entry(OrderState.PAID));
    assertThat(rows.stock()).isEqualTo(new Stock(3, 0, 2));
    assertThat(rows.changed()).isEmpty();
    assertThat(rows.made())
        .singleElement()
        .extracting("state", "changes")
        .contains(OrderState.PAID, 3);
    assertThat(rows.changes()).extracting("number").containsExactly(1, 2, 3);
    assertThat(rows.payments())
        .containsExactly(new PageRows.Payment(order.toString(), "CAPTURED", 20, NOON));
  }

  @Test
  void released_givesUnitsBack() {
    PageRows rows = fold(free(2), entry(OrderState.RESERVED), entry(OrderState.EXPIRED));
    assertThat(rows.stock()).isEqualTo(free(2));
    assertThat(rows.movements()).extracting("units").containsExactly(-2, 2);
  }

  @Test
  void orderOfTheLedger_goesOnWithItsHistory() {
    PageRows rows =
        PageFolding.fold(
            DAY,
            new Stock(0, 2, 0),
            Map.of(order.toString(), new KnownOrder(OrderState.RESERVED, 2, 20, 2)),
            Map.of(),
            List.of(entry(OrderState.CANCELLED), entry(OrderState.REFUNDED)));
    assertThat(rows.made()).isEmpty();
    assertThat(rows.changed())
        .singleElement()
        .extracting("state", "changes")
        .containsExactly(OrderState.REFUNDED, 4);
    assertThat(rows.payments()).extracting("state").containsExactly("REFUNDED");
    assertThat(rows.stock()).isEqualTo(free(2));
  }

  @Test
  void moreThanIsFree_isRefused_andWhatFollowsFromIt() {
    PageRows rows = fold(free(1), entry(OrderState.RESERVED), entry(OrderState.PAID));
    assertThat(rows.stock()).isEqualTo(free(1));
    assertThat(rows.made()).isEmpty();
    assertThat(rows.toBePaid()).isEmpty();
    assertThat(rows.refused())
        .extracting("why")
        .containsExactly("2 are wanted, 1 are free", "the ledger has no such order");
  }

  @Test
  void transitionThatDoesNotExist_isRefused() {
    PageRows rows =
        fold(
            free(2), entry(OrderState.RESERVED), entry(OrderState.PAID), entry(OrderState.EXPIRED));
    assertThat(rows.stock()).isEqualTo(new Stock(0, 0, 2));
    assertThat(rows.refused()).extracting("why").containsExactly("the order is PAID");
  }

  @Test
  void secondOrderOfAKey_isRefusedWhileTheKeyStands() {
    LedgerEntry second =
        entry(OrderId.next(TEE), "ann", 1, OrderState.RESERVED, NOON.plusSeconds(9));
    PageRows rows = fold(free(9), entry(OrderState.RESERVED), second);
    assertThat(rows.made()).hasSize(1);
    assertThat(rows.refused())
        .extracting("why")
        .containsExactly("its key stands for order " + order);
  }

  @Test
  void secondOrderOfAKey_isTaken_whenTheKeyHasServed() {
    OrderId later = OrderId.next(TEE);
    PageRows rows =
        PageFolding.fold(
            DAY,
            free(9),
            Map.of(),
            Map.of(new KeyOwner.Key("ann", "k"), new KeyOwner(order.toString(), NOON)),
            List.of(entry(later, "ann", 1, OrderState.RESERVED, NOON.plus(DAY))));
    assertThat(rows.refused()).isEmpty();
    assertThat(rows.made()).hasSize(1);
    assertThat(rows.retired()).containsExactly(order.toString());
  }
}
