package flashsalelab.results.load;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One purchase as its client saw it: a row of {@code history.csv.gz}.
 *
 * @param segment the segment it belongs to
 * @param intendedUs when it was meant to start, in microseconds after the segment's start
 * @param latencyUs from the intended start to the complete answer (or the failure), in microseconds
 * @param buyer who bought
 * @param key its idempotency key
 * @param outcome what became of it
 * @param status the HTTP status, 0 where none came
 * @param order the order's id where the answer named one, else empty
 */
@JsonPropertyOrder({
  "segment",
  "intended_us",
  "latency_us",
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
    String buyer,
    String key,
    ClientOutcome outcome,
    int status,
    String order) {

  /** When the answer was complete, in microseconds after the segment's start. */
  public long completedUs() {
    return intendedUs + latencyUs;
  }
}
