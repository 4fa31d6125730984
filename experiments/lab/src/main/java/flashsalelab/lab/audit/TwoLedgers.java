package flashsalelab.lab.audit;

import flashsalelab.lab.audit.SaleLedger.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A ledger that decides and one that remembers. What is read is the first one's; where the second
 * says otherwise, once it has had time to follow, that is named. One thread uses it.
 *
 * @param deciding whose word counts
 * @param remembering which follows it
 */
record TwoLedgers(LedgerReader deciding, LedgerReader remembering) implements LedgerReader {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** How many differences are told of each kind. */
  private static final int TOLD = 3;

  @Override
  public SaleLedger read(String sku) {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    SaleLedger decided = deciding.read(sku);
    SaleLedger remembered = remembered(sku, limit);
    while (isBehind(remembered, decided) && System.nanoTime() < limit) {
      pause();
      decided = deciding.read(sku);
      remembered = remembered(sku, limit);
    }
    var disagreements = new ArrayList<>(decided.disagreements());
    disagreements.addAll(remembered.disagreements());
    disagreements.addAll(between(sku, decided, remembered));
    return new SaleLedger(
        decided.supplied(),
        decided.perBuyer(),
        decided.free(),
        decided.transitions(),
        disagreements);
  }

  /** Of a product that it has not heard of yet there is nothing, until the limit is reached. */
  private SaleLedger remembered(String sku, long limit) {
    try {
      return remembering.read(sku);
    } catch (NoSuchProductException e) {
      if (System.nanoTime() >= limit) {
        throw e;
      }
      return SaleLedger.NOTHING;
    }
  }

  private static boolean isBehind(SaleLedger remembered, SaleLedger decided) {
    return remembered.transitions().size() < decided.transitions().size()
        || remembered.supplied() < decided.supplied();
  }

  private static List<String> between(String sku, SaleLedger decided, SaleLedger remembered) {
    var found = new ArrayList<String>();
    if (decided.supplied() != remembered.supplied()) {
      found.add(
          "%d units of %s are supplied, %d in the permanent ledger"
              .formatted(decided.supplied(), sku, remembered.supplied()));
    }
    if (decided.free() != remembered.free()) {
      found.add(
          "%d units of %s are free, %d in the permanent ledger"
              .formatted(decided.free(), sku, remembered.free()));
    }
    tell(found, "in the permanent ledger once less", decided, remembered);
    tell(found, "in the permanent ledger once more", remembered, decided);
    return found;
  }

  private static void tell(List<String> found, String what, SaleLedger one, SaleLedger other) {
    Map<Transition, Integer> left = new HashMap<>();
    one.transitions().forEach(transition -> left.merge(transition, 1, Integer::sum));
    other.transitions().forEach(transition -> left.merge(transition, -1, Integer::sum));
    List<Transition> more =
        left.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(Map.Entry::getKey)
            .toList();
    if (!more.isEmpty()) {
      found.add(
          "%d changes of orders are %s, such as %s"
              .formatted(more.size(), what, more.stream().limit(TOLD).toList()));
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerUnreadableException("interrupted while one ledger followed the other", e);
    }
  }

  @Override
  public void close() {
    deciding.close();
    remembering.close();
  }
}
