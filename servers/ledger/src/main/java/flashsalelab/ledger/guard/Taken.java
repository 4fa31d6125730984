package flashsalelab.ledger.guard;

/** What came of the wish to take units. */
enum Taken {
  /** All of them are taken. */
  ALL,
  /** Fewer are free; none is taken. */
  TOO_FEW,
  /** Others were always quicker: none is taken, and it is not known whether they are free. */
  OUTRUN
}
