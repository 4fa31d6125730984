package flashsalelab.ledger.projection;

/** Hears what a projector does. Called by its threads. */
public interface ProjectorListener {
  /**
   * A page is in the ledger.
   *
   * @param refused how many of the entries contradict it
   */
  void projected(int entries, int refused);

  /** A step failed and is done again. */
  void failed();
}
