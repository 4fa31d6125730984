package flashsalelab.balancer.selection;

/**
 * What the algorithms can be told.
 *
 * @param hashHeader consistent hashing: the request header that is the key
 * @param virtualNodes consistent hashing: points on the ring for each upstream and unit of weight
 * @param loadFactor consistent hashing: an upstream takes at most this multiple of its fair share
 *     of the requests in flight
 */
public record SelectionSettings(
    Algorithm algorithm, String hashHeader, int virtualNodes, double loadFactor) {}
