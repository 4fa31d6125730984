package flashsalelab.lab.audit;

import flashsalelab.results.AuditEntry.Check;
import flashsalelab.results.Safety;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the evidence of one measured window against every invariant. */
public final class Auditor {
  private static final List<Invariant> INVARIANTS =
      Stream.<Invariant>concat(
              Stream.of(SaleInvariant.values()), Stream.of(EvidenceInvariant.values()))
          .toList();

  private Auditor() {}

  /** The names of all invariants, in the order in which they are checked. */
  public static List<String> invariants() {
    return INVARIANTS.stream().map(Invariant::label).toList();
  }

  /**
   * Checks everything.
   *
   * @return the finding of each invariant, in order
   */
  public static Opinion audit(Evidence evidence) {
    return new Opinion(INVARIANTS.stream().map(each -> each.check(evidence)).toList());
  }

  /** What is said where the evidence cannot be had at all. */
  public static Opinion withoutEvidence(String reason) {
    return new Opinion(List.of(new Check("evidence", Safety.UNKNOWN, reason)));
  }

  /**
   * The outcome of an audit.
   *
   * @param checks every invariant, and what was found
   */
  public record Opinion(List<Check> checks) {
    public Opinion {
      checks = List.copyOf(checks);
    }

    /** FAIL if any invariant is broken, PASS only if all hold, else UNKNOWN. */
    public Safety safety() {
      return Safety.of(checks.stream().map(Check::safety).toList());
    }

    /** Why it is not PASS, else empty; broken invariants first. */
    public String reason() {
      var notPassed = new ArrayList<>(checks);
      notPassed.removeIf(check -> check.safety() == Safety.PASS);
      notPassed.sort((a, b) -> a.safety().compareTo(b.safety()));
      return notPassed.stream()
          .map(check -> check.invariant() + ": " + check.detail())
          .collect(Collectors.joining("; "));
    }
  }
}
