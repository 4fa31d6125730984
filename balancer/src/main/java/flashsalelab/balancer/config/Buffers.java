package flashsalelab.balancer.config;

/**
 * Sizes that bound memory, in bytes for each connection.
 *
 * @param receive the largest single read
 * @param writeHigh with more than this waiting to be written to one side, reading from the other
 *     side stops
 * @param writeLow with less than this waiting, it goes on
 */
public record Buffers(int receive, int writeHigh, int writeLow) {}
