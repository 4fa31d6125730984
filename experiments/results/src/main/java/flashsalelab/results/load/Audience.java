package flashsalelab.results.load;

/**
 * Who watches a product while it is sold: each subscriber holds a stream of its events, open before
 * the first arrival comes. In the middle of every interval one unit is restocked; how long it takes
 * until a subscriber is told is measured.
 *
 * @param subscribers streams; none still has the restocks made
 * @param changeEveryMs between two restocks, in milliseconds, at least 1
 * @param rehearsalMs for how long subscribers are told of other restocks before the first arrival,
 *     in milliseconds, so that what tells them is warm; nothing of it is measured
 */
public record Audience(int subscribers, long changeEveryMs, long rehearsalMs) {
  public Audience {
    if (subscribers < 0) {
      throw new IllegalArgumentException("subscribers must not be below 0, was " + subscribers);
    }
    if (changeEveryMs < 1) {
      throw new IllegalArgumentException("changeEveryMs must be at least 1, was " + changeEveryMs);
    }
    if (rehearsalMs < 0) {
      throw new IllegalArgumentException("rehearsalMs must not be below 0, was " + rehearsalMs);
    }
  }
}
