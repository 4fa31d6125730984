package flashsalelab.results;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * What became of a sale's records during one measured window: a row of {@code records.csv}.
 *
 * @param round from 1
 * @param downMs from the death of the server that the records are in until the sale could go on, in
 *     milliseconds; absent where it was not killed
 * @param lost purchases that were accepted, as their clients know, and of which nothing is on
 *     record; absent where that cannot be told
 * @param lagP50Ms how far the permanent ledger was behind, median of samples in the window, in
 *     milliseconds; absent where there is none; likewise {@code lagMaxMs}, the largest
 */
@JsonPropertyOrder({
  "experiment",
  "load",
  "phase",
  "variant",
  "round",
  "down_ms",
  "lost",
  "lag_p50_ms",
  "lag_max_ms"
})
public record RecordsRow(
    String experiment,
    String load,
    String phase,
    String variant,
    int round,
    @Nullable Double downMs,
    @Nullable Long lost,
    @Nullable Double lagP50Ms,
    @Nullable Double lagMaxMs) {}
