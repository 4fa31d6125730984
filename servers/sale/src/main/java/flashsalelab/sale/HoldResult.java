package flashsalelab.sale;

/** A guard's answer. */
public enum HoldResult {
  /** All the units asked for are held. */
  HELD,
  /** Fewer units are free; none is held. */
  SOLD_OUT
}
