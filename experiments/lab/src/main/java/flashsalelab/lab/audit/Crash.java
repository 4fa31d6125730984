package flashsalelab.lab.audit;

/**
 * A part of the system that was killed while a window was measured.
 *
 * @param part which one
 * @param end how it ended, in words
 * @param atUs when, in microseconds after the window's start
 */
public record Crash(Part part, String end, long atUs) {

  /** What may be killed. */
  public enum Part {
    /** One of the edges. */
    EDGE,
    /** The server that the sale's records are in. */
    STORE
  }
}
