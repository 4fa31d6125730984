package flashsalelab.balancer;

import static java.util.stream.Collectors.joining;

import flashsalelab.balancer.config.BalancerConfig;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A whole balancer in this process, on ports the system chose. */
final class TestBalancer implements AutoCloseable {
  private final Balancer.Running running;

  private TestBalancer(Balancer.Running running) {
    this.running = running;
  }

  static TestBalancer before(RecordingOrigin... origins) throws Exception {
    return before(Map.of(), origins);
  }

  /**
   * @param settings environment variables beside those that the tests share
   */
  static TestBalancer before(Map<String, String> settings, RecordingOrigin... origins)
      throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("BALANCER_PORT", "0");
    environment.put("BALANCER_ADMIN_PORT", "0");
    environment.put("BALANCER_THREADS", "1");
    environment.put("BALANCER_LINGER_TIMEOUT_MS", "300");
    environment.put("BALANCER_SHUTDOWN_GRACE_MS", "200");
    environment.put(
        "BALANCER_UPSTREAMS", Stream.of(origins).map(RecordingOrigin::name).collect(joining(",")));
    environment.putAll(settings);
    return new TestBalancer(Balancer.start(BalancerConfig.from(environment)));
  }

  RawClient client() throws IOException {
    return new RawClient(running.address());
  }

  RawClient client(int receiveBuffer) throws IOException {
    return new RawClient(running.address(), receiveBuffer);
  }

  /** The answer of the admin listener to a GET. */
  RawClient.Response admin(String path) throws IOException {
    try (RawClient client = new RawClient(running.adminAddress())) {
      return client.exchange(
          "GET " + path + " HTTP/1.1\r\nHost: admin\r\nConnection: close\r\n\r\n");
    }
  }

  /** The value of one metric, named with its labels as it is printed. */
  double metric(String name) throws IOException {
    return admin("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no metric " + name));
  }

  void stop() throws InterruptedException {
    running.stop();
  }

  @Override
  public void close() {
    try {
      running.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
