package flashsalelab.results;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * One second of one measured window: a row of {@code samples.csv}.
 *
 * @param second since the window's start, from 0; answers count in the second in which they came
 * @param requests answers and failures
 * @param decided reserved or sold out
 * @param errors failures of any kind
 * @param p50Ms median latency of decided purchases from their intended start, in milliseconds,
 *     absent where none was decided; likewise the others
 */
@JsonPropertyOrder({
  "experiment",
  "load",
  "phase",
  "variant",
  "round",
  "second",
  "requests",
  "decided",
  "errors",
  "p50_ms",
  "p95_ms",
  "p99_ms",
  "max_ms"
})
public record SampleRow(
    String experiment,
    String load,
    String phase,
    String variant,
    int round,
    int second,
    long requests,
    long decided,
    long errors,
    @Nullable Double p50Ms,
    @Nullable Double p95Ms,
    @Nullable Double p99Ms,
    @Nullable Double maxMs) {}
