package flashsalelab.results.load;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a generator says of one segment.
 *
 * @param name the segment's
 * @param startedAtMs when the first arrival could come, epoch milliseconds
 * @param drainedAtMs when the last request was settled, epoch milliseconds
 * @param scheduled arrivals that the schedule held (closed arrivals: requests sent)
 * @param sent requests that went out
 * @param outcomes how many requests ended how; with {@code droppedByGenerator} they add up to
 *     {@code scheduled}
 * @param droppedByGenerator arrivals that were not sent for the generator's own reasons: it failed,
 *     or was ended before they were due; they have no outcome and no row in the history
 * @param latenessP99Us 99th percentile of how late requests left that had a slot waiting, in
 *     microseconds: the generator's own lateness
 * @param latenessMaxUs the largest such lateness, in microseconds
 * @param waitedForSlot arrivals that had to wait because every slot was in flight
 * @param maxInFlight most requests in flight at one moment
 * @param asked requests for orders that were queued, to learn how they were decided
 * @param askedInVain how many of these had no answer
 * @param audience what became of its subscribers, or null where there were none
 */
public record SegmentReport(
    String name,
    long startedAtMs,
    long drainedAtMs,
    long scheduled,
    long sent,
    Map<ClientOutcome, Long> outcomes,
    long droppedByGenerator,
    long latenessP99Us,
    long latenessMaxUs,
    long waitedForSlot,
    int maxInFlight,
    long asked,
    long askedInVain,
    @Nullable AudienceReport audience) {
  public SegmentReport {
    outcomes = Map.copyOf(outcomes);
  }

  public long count(ClientOutcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  /** How many requests were answered, failed or expired. */
  public long requests() {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many requests were decided. */
  public long decided() {
    return outcomes.entrySet().stream()
        .filter(entry -> entry.getKey().isDecided())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
