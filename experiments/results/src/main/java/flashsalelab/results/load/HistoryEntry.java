package flashsalelab.results.load;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One purchase as its client saw it: a row of {@code history.csv.gz}.
 *
 * @param segment the segment it belongs to
 * @param intendedUs when it was meant to start, in microseconds after the segment's start
 * @param latencyUs from the intended start to the decision or the failure, in microseconds: to the
 *     complete answer where that told it
 * @param acknowledgedUs from the intended start to the complete answer (or the failure), in
 *     microseconds; less than {@code latencyUs} where the purchase was queued
 * @param buyer who bought
 * @param key its idempotency key
 * @param outcome what became of it
 * @param status the HTTP status of the answer, 0 where none came
 * @param order the order's id where the answer named one, else empty
 */
@JsonPropertyOrder({
  "segment",
  "intended_us",
  "latency_us",
  "acknowledged_us",
  "buyer",
  "key",
  "outcome",
  "status",
  "order"
})
public record HistoryEntry(
    String segment,
    long intendedUs,
    long latencyUs,
    long acknowledgedUs,
    String buyer,
    String key,
    ClientOutcome outcome,
    int status,
    String order) {

  private static final int ACCEPTED = 202;

  /** When it was decided or failed, in microseconds after the segment's start. */
  public long completedUs() {
    return intendedUs + latencyUs;
  }

  /** When the answer was complete, in microseconds after the segment's start. */
  public long answeredUs() {
    return intendedUs + acknowledgedUs;
  }

  /** Whether the answer was that it is accepted and will be decided. */
  public boolean wasQueued() {
    return status == ACCEPTED
        && outcome != ClientOutcome.UNKNOWN
        && outcome != ClientOutcome.UNEXPECTED;
  }

  /** Whether the sale has promised something: a unit, or a decision. */
  public boolean wasAccepted() {
    return wasQueued() || outcome == ClientOutcome.RESERVED;
  }

  /** Whether the sale may have promised something though the client was not told so. */
  public boolean wasUncertain() {
    return !wasAccepted() && outcome.mayHaveReserved();
  }

  /** Whether the answer was a decision or the promise of one. */
  public boolean wasAcknowledged() {
    return wasQueued() || outcome.isDecided();
  }
}
