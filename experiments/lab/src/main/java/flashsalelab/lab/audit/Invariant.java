package flashsalelab.lab.audit;

import flashsalelab.results.AuditEntry.Check;
import flashsalelab.results.Safety;

/** Something that has to be true of every sale. */
public interface Invariant {

  /** Its name, as files spell it. */
  String label();

  /** Looks at the evidence. */
  Finding examine(Evidence evidence);

  /** Examines; an examination that itself breaks down has found nothing, so it is UNKNOWN. */
  default Check check(Evidence evidence) {
    try {
      Finding finding = examine(evidence);
      return new Check(label(), finding.safety(), finding.detail());
    } catch (RuntimeException e) {
      return new Check(label(), Safety.UNKNOWN, "the check broke down: " + e);
    }
  }

  /**
   * What an examination found.
   *
   * @param safety whether the invariant holds
   * @param detail the figures behind it, in words
   */
  record Finding(Safety safety, String detail) {
    static Finding passIf(boolean holds, String detail) {
      return new Finding(holds ? Safety.PASS : Safety.FAIL, detail);
    }

    static Finding knownIf(boolean trustworthy, String detail) {
      return new Finding(trustworthy ? Safety.PASS : Safety.UNKNOWN, detail);
    }
  }
}
