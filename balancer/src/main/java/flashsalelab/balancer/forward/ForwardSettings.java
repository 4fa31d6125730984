package flashsalelab.balancer.forward;

import java.time.Duration;

/**
 * Limits of one exchange.
 *
 * @param headTimeout from the first byte of a request head to its last
 * @param responseTimeout from the last byte of a request to the head of its response
 * @param idleTimeout silence on a kept-alive connection, or in the middle of a body
 * @param lingerTimeout how long the rest of what a client sends is thrown away, so that it can read
 *     the answer, before closing
 * @param maxHeadBytes request line and fields together; also the limit for response heads
 * @param maxBodyBytes of a request
 * @param name the balancer's pseudonym in the Via field
 */
public record ForwardSettings(
    Duration headTimeout,
    Duration responseTimeout,
    Duration idleTimeout,
    Duration lingerTimeout,
    int maxHeadBytes,
    long maxBodyBytes,
    String name) {}
