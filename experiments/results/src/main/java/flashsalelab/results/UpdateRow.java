package flashsalelab.results;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * What the subscribers of a product were told during one measured window: a row of {@code
 * updates.csv}.
 *
 * @param round from 1
 * @param subscribers how many there were to be
 * @param connected those that had a stream and its first event when the window began
 * @param changes made, each seen by every subscriber sooner or later
 * @param events that came, of whatever changed
 * @param missed subscribers that had not been told of the last change when the window had drained
 * @param reconnects streams that ended and were opened again
 * @param delayP50Ms median time from a change's request to the first event that tells of it, over
 *     all subscribers and changes, in milliseconds; absent where no event came; likewise the others
 */
@JsonPropertyOrder({
  "experiment",
  "load",
  "phase",
  "variant",
  "round",
  "subscribers",
  "connected",
  "changes",
  "events",
  "missed",
  "reconnects",
  "delay_p50_ms",
  "delay_p95_ms",
  "delay_p99_ms",
  "delay_max_ms"
})
public record UpdateRow(
    String experiment,
    String load,
    String phase,
    String variant,
    int round,
    int subscribers,
    int connected,
    long changes,
    long events,
    long missed,
    long reconnects,
    @Nullable Double delayP50Ms,
    @Nullable Double delayP95Ms,
    @Nullable Double delayP99Ms,
    @Nullable Double delayMaxMs) {}
