package flashsalelab.balancer.forward;

/** What a {@link HeadScan} found. */
sealed interface HeadVerdict {
  /** The head's end has not arrived yet. */
  record Incomplete() implements HeadVerdict {
    static final Incomplete INSTANCE = new Incomplete();
  }

  /** A whole, well-formed head. */
  record Whole() implements HeadVerdict {
    static final Whole INSTANCE = new Whole();
  }

  /** Not a request that may be forwarded; the connection cannot be used any further. */
  record Refused(Problem problem) implements HeadVerdict {}
}
