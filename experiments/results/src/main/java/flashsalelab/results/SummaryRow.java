package flashsalelab.results;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * One variant under one load over all rounds: a row of {@code summary.csv}. Latencies come from the
 * merged histograms of all rounds, counts are sums, the throughput is the median of the rounds; CPU
 * and memory are the means of the rounds, summed over a component's processes, and absent where
 * they could not be read.
 *
 * @param safety of all rounds together
 * @param rounds how many were measured
 * @param requests arrivals that were scheduled
 * @param decided first answers reserved or sold out
 * @param acksPerS median of the rounds; it and the two below as in {@link RoundRow}
 * @param errorRate errors by requests, 0 to 1
 * @param oversold units promised beyond the supply, all rounds together
 * @param unrecovered units lost by crashes that reconciliations did not bring back, all rounds
 *     together; absent where no edge was killed
 * @param cpuMsPerDecided processor time of the system, without the generator, by decided purchase
 */
@JsonPropertyOrder({
  "experiment",
  "load",
  "phase",
  "variant",
  "safety",
  "rounds",
  "requests",
  "decided",
  "throughput_per_s",
  "mean_ms",
  "p50_ms",
  "p95_ms",
  "p99_ms",
  "acks_per_s",
  "ack_p50_ms",
  "ack_p99_ms",
  "error_rate",
  "oversold",
  "undersold",
  "unrecovered",
  "cpu_ms_per_decided",
  "edge_cpu_cores",
  "edge_memory_mib",
  "balancer_cpu_cores",
  "balancer_memory_mib",
  "redis_cpu_cores",
  "redis_memory_mib",
  "broker_cpu_cores",
  "broker_memory_mib",
  "database_cpu_cores",
  "database_memory_mib",
  "projector_cpu_cores",
  "projector_memory_mib",
  "generator_cpu_cores",
  "generator_memory_mib"
})
public record SummaryRow(
    String experiment,
    String load,
    String phase,
    String variant,
    Safety safety,
    int rounds,
    long requests,
    long decided,
    double throughputPerS,
    @Nullable Double meanMs,
    @Nullable Double p50Ms,
    @Nullable Double p95Ms,
    @Nullable Double p99Ms,
    @Nullable Double acksPerS,
    @Nullable Double ackP50Ms,
    @Nullable Double ackP99Ms,
    double errorRate,
    long oversold,
    long undersold,
    @Nullable Long unrecovered,
    @Nullable Double cpuMsPerDecided,
    @Nullable Double edgeCpuCores,
    @Nullable Double edgeMemoryMib,
    @Nullable Double balancerCpuCores,
    @Nullable Double balancerMemoryMib,
    @Nullable Double redisCpuCores,
    @Nullable Double redisMemoryMib,
    @Nullable Double brokerCpuCores,
    @Nullable Double brokerMemoryMib,
    @Nullable Double databaseCpuCores,
    @Nullable Double databaseMemoryMib,
    @Nullable Double projectorCpuCores,
    @Nullable Double projectorMemoryMib,
    @Nullable Double generatorCpuCores,
    @Nullable Double generatorMemoryMib) {}
