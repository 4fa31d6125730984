package flashsalelab.lab.run;

import flashsalelab.lab.audit.EvidenceInvariant;
import flashsalelab.results.AuditEntry;
import flashsalelab.results.AuditEntry.Check;
import flashsalelab.results.Safety;
import java.util.List;

/**
 * Turns that may be taken again because the load generator spoiled them: it was late, or dropped
 * arrivals, by its own fault. Such a turn says nothing about the system, and one of them would take
 * the verdict from all other rounds.
 *
 * <p>A turn with any other doubt, or with anything broken, is never taken again. There is one to
 * spare for every three rounds, and one for fewer, so that a generator that is never up to its load
 * is seen.
 */
final class SpareTurns {
  private static final int ROUNDS_PER_SPARE = 3;

  private int left;

  private SpareTurns(int left) {
    this.left = left;
  }

  /** Those of an experiment of so many rounds, for all its variants together. */
  static SpareTurns of(int rounds) {
    return new SpareTurns(Math.max(1, rounds / ROUNDS_PER_SPARE));
  }

  /** Whether a turn that left this is to be taken again; there is one less then. */
  boolean takeAgain(List<AuditEntry> audits) {
    if (left == 0 || !isSpoiled(audits)) {
      return false;
    }
    left--;
    return true;
  }

  private static boolean isSpoiled(List<AuditEntry> audits) {
    List<Check> notPassed =
        audits.stream()
            .flatMap(audit -> audit.checks().stream())
            .filter(check -> check.safety() != Safety.PASS)
            .toList();
    return !notPassed.isEmpty() && notPassed.stream().allMatch(SpareTurns::blamesGenerator);
  }

  private static boolean blamesGenerator(Check check) {
    return check.safety() == Safety.UNKNOWN
        && check.invariant().equals(EvidenceInvariant.LOAD_AS_SCHEDULED.label());
  }
}
