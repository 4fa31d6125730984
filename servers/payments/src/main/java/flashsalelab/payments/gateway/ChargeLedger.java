package flashsalelab.payments.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Every charge that was ever decided, in order. What it knows is in memory; with a journal it is
 * also on disk, before it is answered. Thread-safe.
 */
final class ChargeLedger implements AutoCloseable {
  private final LedgerJournal journal;
  private final int most;
  private final String id;
  private final List<Charge> charges = new ArrayList<>();
  private final Map<String, Long> numbers = new HashMap<>();

  /**
   * A ledger with what its journal tells.
   *
   * @param most the charges it has room for
   */
  ChargeLedger(LedgerJournal journal, int most) {
    this.journal = journal;
    this.most = most;
    LedgerJournal.Told told = journal.told();
    told.charges().forEach(this::keep);
    this.id = told.ledger().orElseGet(() -> UUID.randomUUID().toString());
    if (told.ledger().isEmpty()) {
      journal.began(id);
    }
  }

  /** What tells this ledger from another that may follow it. */
  String id() {
    return id;
  }

  synchronized Optional<Charge> find(String key) {
    return Optional.ofNullable(numbers.get(key)).map(this::numbered);
  }

  private Charge numbered(long number) {
    return charges.get((int) number - 1);
  }

  /**
   * Decides a charge, unless its key has one.
   *
   * @param state as it is to be if it is new
   * @return the charge as it was before it was asked for again, or as it now is if it is new; empty
   *     if there is no room
   */
  synchronized Optional<Decision> decide(
      String key, String order, long amount, ChargeState state, long at) {
    Optional<Charge> known = find(key);
    if (known.isPresent()) {
      keep(known.get().askedAgain());
      journal.askedAgain(known.get().number());
      return Optional.of(new Decision(known.get(), true));
    }
    if (charges.size() == most) {
      return Optional.empty();
    }
    Charge charge = new Charge(charges.size() + 1L, key, order, amount, state, 1, at);
    journal.decided(charge);
    keep(charge);
    return Optional.of(new Decision(charge, false));
  }

  /** Gives a captured charge back; any other stays as it is. */
  synchronized Optional<Charge> refund(String key) {
    Optional<Charge> known = find(key);
    if (known.isPresent() && known.get().state() == ChargeState.CAPTURED) {
      journal.refunded(known.get().number());
      keep(known.get().refunded());
    }
    return find(key);
  }

  /** The charges behind a number, in order. */
  synchronized List<Charge> after(long number, int limit) {
    int from = (int) Math.min(number, charges.size());
    return List.copyOf(charges.subList(from, Math.min(charges.size(), from + limit)));
  }

  private void keep(Charge charge) {
    if (charge.number() > charges.size()) {
      charges.add(charge);
      numbers.put(charge.key(), charge.number());
    } else {
      charges.set((int) charge.number() - 1, charge);
    }
  }

  @Override
  public void close() {
    journal.close();
  }

  /**
   * What came of a charge that was asked for.
   *
   * @param again whether its key had it before
   */
  record Decision(Charge charge, boolean again) {}
}
