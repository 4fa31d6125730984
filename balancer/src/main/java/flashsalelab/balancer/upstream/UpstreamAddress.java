package flashsalelab.balancer.upstream;

/**
 * Where an upstream listens, and its share of the traffic relative to the others.
 *
 * @param weight at least 1; an upstream of weight 2 is meant to get twice the requests of weight 1
 */
public record UpstreamAddress(String host, int port, int weight) {

  /** The name used in logs, metrics and on the hash ring: {@code host:port}. */
  public String name() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }

  @Override
  public String toString() {
    return weight == 1 ? name() : name() + "*" + weight;
  }
}
