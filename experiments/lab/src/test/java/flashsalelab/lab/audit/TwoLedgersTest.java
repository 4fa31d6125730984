package flashsalelab.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.audit.SaleLedger.Transition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoLedgersTest {
  private static final Transition FIRST = new Transition("o1", "ann", "k", 1, "RESERVED");
  private static final Transition SECOND = new Transition("o2", "bob", "k", 1, "RESERVED");
  private static final Transition OTHER = new Transition("o2", "bob", "k", 1, "CANCELLED");

  /** Says one thing after the other, and the last one for ever. */
  private static LedgerReader saying(SaleLedger... ledgers) {
    Deque<SaleLedger> left = new ArrayDeque<>(List.of(ledgers));
    return new LedgerReader() {
      @Override
      public SaleLedger read(String sku) {
        return left.size() > 1 ? left.removeFirst() : left.getFirst();
      }

      @Override
      public void close() {}
    };
  }

  private static SaleLedger ledger(long free, Transition... transitions) {
    return new SaleLedger(10, 1, free, List.of(transitions));
  }

  @Test
  void read_ofOneThatFollows_waitsForItAndFindsNothing() {
    SaleLedger whole = ledger(8, FIRST, SECOND);
    var both = new TwoLedgers(saying(whole), saying(ledger(9, FIRST), whole));
    assertThat(both.read("tea")).isEqualTo(whole);
  }

  @Test
  void read_ofOneThatHasNotHeardOfTheProductYet_waitsForIt() {
    SaleLedger whole = ledger(8, FIRST, SECOND);
    Deque<SaleLedger> left = new ArrayDeque<>(List.of(whole));
    LedgerReader late =
        new LedgerReader() {
          private boolean asked;

          @Override
          public SaleLedger read(String sku) {
            if (!asked) {
              asked = true;
              throw new NoSuchProductException("not yet");
            }
            return left.removeFirst();
          }

          @Override
          public void close() {}
        };
    assertThat(new TwoLedgers(saying(whole), late).read("tea")).isEqualTo(whole);
    assertThat(left).isEmpty();
  }

  @Test
  void read_ofOneThatFollowsARestock_waitsForIt() {
    SaleLedger restocked = new SaleLedger(12, 1, 10, List.of(FIRST, SECOND));
    var both = new TwoLedgers(saying(restocked), saying(ledger(8, FIRST, SECOND), restocked));
    assertThat(both.read("tea")).isEqualTo(restocked);
  }

  @Test
  void read_ofOneThatSaysOtherwise_namesEveryDifference() {
    var both = new TwoLedgers(saying(ledger(8, FIRST, SECOND)), saying(ledger(7, FIRST, OTHER)));

    SaleLedger read = both.read("tea");

    assertThat(read.free()).isEqualTo(8);
    assertThat(read.transitions()).containsExactly(FIRST, SECOND);
    assertThat(read.disagreements())
        .satisfiesExactly(
            free ->
                assertThat(free).isEqualTo("8 units of tea are free, 7 in the permanent ledger"),
            less -> assertThat(less).contains("once less", SECOND.toString()),
            more -> assertThat(more).contains("once more", OTHER.toString()));
  }
}
