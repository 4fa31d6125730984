package flashsalelab.results;

import java.util.Collection;

/** Whether the invariants of the sale held. What was not seen to hold did not pass. */
public enum Safety {
  PASS,
  FAIL,
  /** The evidence is missing or cannot be trusted. */
  UNKNOWN;

  /** FAIL if any failed, PASS only if there are some and all passed, else UNKNOWN. */
  public static Safety of(Collection<Safety> parts) {
    if (parts.contains(FAIL)) {
      return FAIL;
    }
    return parts.isEmpty() || parts.contains(UNKNOWN) ? UNKNOWN : PASS;
  }
}
