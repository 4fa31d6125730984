package flashsalelab.lab.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the sale itself has on record of one product.
 *
 * @param supplied units ever put on sale
 * @param perBuyer most units one buyer may have
 * @param free units still for sale; a counter that a crash left below 0 says so
 * @param transitions every effective order transition, oldest first
 * @param disagreements what its books say otherwise than each other, in words
 */
public record SaleLedger(
    long supplied,
    long perBuyer,
    long free,
    List<Transition> transitions,
    List<String> disagreements) {
  /** Of a product of which nothing is on record. */
  public static final SaleLedger NOTHING = new SaleLedger(0, 0, 0, List.of());

  public SaleLedger {
    transitions = List.copyOf(transitions);
    disagreements = List.copyOf(disagreements);
  }

  /** One whose books agree. */
  public SaleLedger(long supplied, long perBuyer, long free, List<Transition> transitions) {
    this(supplied, perBuyer, free, transitions, List.of());
  }

  /**
   * What is on record of several products together. What is wrong with one of them, another must
   * not make up for: that is named.
   *
   * @param products their ledgers by their skus, at least one
   */
  public static SaleLedger ofAll(Map<String, SaleLedger> products) {
    if (products.size() == 1) {
      return products.values().iterator().next();
    }
    var transitions = new ArrayList<Transition>();
    var disagreements = new ArrayList<String>();
    long supplied = 0;
    long free = 0;
    long perBuyer = 0;
    for (var product : products.entrySet()) {
      SaleLedger ledger = product.getValue();
      supplied += ledger.supplied();
      free += ledger.free();
      perBuyer = ledger.perBuyer();
      transitions.addAll(ledger.transitions());
      disagreements.addAll(ledger.disagreements());
      if (ledger.missing() != 0) {
        disagreements.add(
            "of %s alone %d units are neither free nor anybody's"
                .formatted(product.getKey(), ledger.missing()));
      }
    }
    return new SaleLedger(supplied, perBuyer, free, transitions, disagreements);
  }

  /**
   * An order came to a state.
   *
   * @param order its id
   * @param buyer whose it is
   * @param key the idempotency key it was made with
   * @param quantity units
   * @param state the state it came to
   */
  public record Transition(String order, String buyer, String key, long quantity, String state) {}

  /** The last transition of every order: where it stands. */
  public Map<String, Transition> standing() {
    var last = new LinkedHashMap<String, Transition>();
    transitions.forEach(transition -> last.put(transition.order(), transition));
    return last;
  }

  /** Units of orders that stand in this state. */
  public long units(String state) {
    return standing().values().stream()
        .filter(transition -> transition.state().equals(state))
        .mapToLong(Transition::quantity)
        .sum();
  }

  /** Units of reserved orders. */
  public long held() {
    return units("RESERVED");
  }

  /** Units of paid orders. */
  public long sold() {
    return units("PAID");
  }

  /** Units that are neither free nor anybody's; below 0 where there are more than were supplied. */
  public long missing() {
    return supplied - free - held() - sold();
  }

  /** Units promised beyond the supply. */
  public long oversold() {
    return Math.max(0, held() + sold() - supplied);
  }
}
