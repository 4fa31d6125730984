package flashsalelab.results;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * One round of one variant under one load, the unit of comparison: a row of {@code rounds.csv}.
 *
 * @param round from 1
 * @param safety what the audit of this round came to
 * @param requests arrivals that were scheduled
 * @param decided first answers reserved or sold out, whenever they came
 * @param reserved how many of them were reserved
 * @param soldOut how many were sold out
 * @param errors failures of any kind, arrivals never sent included
 * @param windowS length of the measured window in seconds
 * @param throughputPerS purchases decided within the window, per second of it
 * @param meanMs mean latency of decided purchases from their intended start, in milliseconds,
 *     absent where none was decided; likewise the percentiles
 * @param acksPerS purchases acknowledged within the window, decided or queued, per second of it;
 *     absent in a run made before there was a difference
 * @param ackP50Ms median time to acknowledgement from the intended start, in milliseconds, absent
 *     where nothing was acknowledged; likewise {@code ackP99Ms}
 * @param errorRate errors by requests, 0 to 1
 * @param oversold units promised beyond the supply
 * @param undersold units left free though buyers were refused, or lost to sale by a crash
 * @param unrecovered units lost by the crash that a reconciliation did not bring back; absent where
 *     no edge was killed
 * @param cpuMsPerDecided processor time of the whole system, without the generator, by decided
 *     purchase, in milliseconds; absent where it could not be read
 * @param latenessP99Ms the generator's own lateness, 99th percentile, in milliseconds
 * @param generatorCores processors that the generator kept busy, absent where it could not be read
 * @param reason why safety is not PASS, else empty
 */
@JsonPropertyOrder({
  "experiment",
  "load",
  "phase",
  "variant",
  "round",
  "safety",
  "requests",
  "decided",
  "reserved",
  "sold_out",
  "errors",
  "window_s",
  "throughput_per_s",
  "mean_ms",
  "p50_ms",
  "p95_ms",
  "p99_ms",
  "max_ms",
  "acks_per_s",
  "ack_p50_ms",
  "ack_p99_ms",
  "error_rate",
  "oversold",
  "undersold",
  "unrecovered",
  "cpu_ms_per_decided",
  "lateness_p99_ms",
  "generator_cores",
  "reason"
})
public record RoundRow(
    String experiment,
    String load,
    String phase,
    String variant,
    int round,
    Safety safety,
    long requests,
    long decided,
    long reserved,
    long soldOut,
    long errors,
    double windowS,
    double throughputPerS,
    @Nullable Double meanMs,
    @Nullable Double p50Ms,
    @Nullable Double p95Ms,
    @Nullable Double p99Ms,
    @Nullable Double maxMs,
    @Nullable Double acksPerS,
    @Nullable Double ackP50Ms,
    @Nullable Double ackP99Ms,
    double errorRate,
    long oversold,
    long undersold,
    @Nullable Long unrecovered,
    @Nullable Double cpuMsPerDecided,
    double latenessP99Ms,
    @Nullable Double generatorCores,
    String reason) {}
