package flashsalelab.balancer.config;

import flashsalelab.balancer.forward.ForwardSettings;
import flashsalelab.balancer.selection.Algorithm;
import flashsalelab.balancer.selection.SelectionSettings;
import flashsalelab.balancer.upstream.PoolSettings;
import flashsalelab.balancer.upstream.UpstreamAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Everything the balancer is told. The variables, their defaults and their units are listed in the
 * module's README.
 *
 * @param proxy where clients connect
 * @param admin where health and metrics are asked for
 * @param threads event loops
 * @param upstreamSkip how long after a failed connect an upstream is not chosen
 * @param backlog connections the system may hold until they are accepted
 * @param shutdownGrace how long requests in flight may take to finish after SIGTERM
 */
public record BalancerConfig(
    Listen proxy,
    Listen admin,
    List<UpstreamAddress> upstreams,
    SelectionSettings selection,
    PoolSettings pool,
    Duration upstreamSkip,
    ForwardSettings forward,
    Buffers buffers,
    TransportChoice transport,
    int threads,
    int backlog,
    Duration shutdownGrace) {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int HIGHEST_PORT = 65_535;
  private static final int MANY = 1_000_000;
  private static final long HOUR = 3_600_000;
  private static final int KIB = 1_024;
  private static final int MIB = 1_024 * KIB;
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /**
   * Reads the environment.
   *
   * @throws InvalidConfiguration with all problems at once
   */
  public static BalancerConfig from(Map<String, String> environment) throws InvalidConfiguration {
    Variables variables = new Variables(environment);
    int threads =
        variables.number(
            "BALANCER_THREADS", Math.max(1, Runtime.getRuntime().availableProcessors()), 1, 256);
    BalancerConfig config =
        new BalancerConfig(
            listen(variables, "BALANCER_HOST", "BALANCER_PORT", 8080),
            listen(variables, "BALANCER_ADMIN_HOST", "BALANCER_ADMIN_PORT", 9090),
            UpstreamList.read(variables, "BALANCER_UPSTREAMS"),
            selection(variables),
            pool(variables, threads),
            variables.millis("BALANCER_UPSTREAM_SKIP_MS", 1_000, 0, HOUR),
            forward(variables),
            buffers(variables),
            transport(variables),
            threads,
            variables.number("BALANCER_BACKLOG", 4_096, 1, MANY),
            variables.millis("BALANCER_SHUTDOWN_GRACE_MS", 10_000, 0, HOUR));
    LogSettings.check(variables);
    if (!variables.problems().isEmpty()) {
      throw new InvalidConfiguration(variables.problems());
    }
    return config;
  }

  private static Listen listen(Variables variables, String host, String port, int defaultPort) {
    return new Listen(
        variables.text(host, LOOPBACK), variables.number(port, defaultPort, 0, HIGHEST_PORT), port);
  }

  private static SelectionSettings selection(Variables variables) {
    String name = variables.text("BALANCER_ALGORITHM", Algorithm.ROUND_ROBIN.label());
    if (Algorithm.named(name).isEmpty()) {
      variables.problem("BALANCER_ALGORITHM", name, "one of " + Algorithm.labels());
    }
    return new SelectionSettings(
        Algorithm.named(name).orElse(Algorithm.ROUND_ROBIN),
        token(variables, "BALANCER_HASH_HEADER", "Idempotency-Key"),
        variables.number("BALANCER_HASH_VIRTUAL_NODES", 160, 1, 10_000),
        variables.decimal("BALANCER_HASH_LOAD_FACTOR", 1.25, 1, 1_000));
  }

  private static PoolSettings pool(Variables variables, int threads) {
    return new PoolSettings(
        variables.number(
            "BALANCER_MAX_CONNECTIONS_PER_UPSTREAM", Math.max(512, threads), threads, MANY),
        variables.number("BALANCER_MAX_WAITING", 16_384, 0, MANY),
        variables.millis("BALANCER_WAIT_TIMEOUT_MS", 5_000, 1, HOUR),
        variables.millis("BALANCER_CONNECT_TIMEOUT_MS", 1_000, 1, HOUR),
        variables.millis("BALANCER_UPSTREAM_IDLE_TIMEOUT_MS", 10_000, 1, HOUR));
  }

  private static ForwardSettings forward(Variables variables) {
    return new ForwardSettings(
        variables.millis("BALANCER_HEAD_TIMEOUT_MS", 10_000, 1, HOUR),
        variables.millis("BALANCER_RESPONSE_TIMEOUT_MS", 30_000, 1, HOUR),
        variables.millis("BALANCER_IDLE_TIMEOUT_MS", 60_000, 1, HOUR),
        variables.millis("BALANCER_LINGER_TIMEOUT_MS", 1_000, 1, HOUR),
        variables.number("BALANCER_MAX_HEAD_BYTES", 16 * KIB, 256, MIB),
        variables.number("BALANCER_MAX_BODY_BYTES", 64L * MIB, 0, Long.MAX_VALUE),
        token(variables, "BALANCER_NAME", "flash-sale-balancer"));
  }

  private static Buffers buffers(Variables variables) {
    int high = variables.number("BALANCER_WRITE_HIGH_BYTES", 256 * KIB, KIB, 64 * MIB);
    return new Buffers(
        variables.number("BALANCER_RECEIVE_BUFFER_BYTES", 128 * KIB, KIB, 16 * MIB),
        high,
        variables.number("BALANCER_WRITE_LOW_BYTES", high / 4, 1, high));
  }

  private static TransportChoice transport(Variables variables) {
    String name = variables.text("BALANCER_TRANSPORT", "auto");
    for (TransportChoice choice : TransportChoice.values()) {
      if (choice.name().toLowerCase(Locale.ROOT).equals(name)) {
        return choice;
      }
    }
    String names = Arrays.toString(TransportChoice.values()).toLowerCase(Locale.ROOT);
    variables.problem("BALANCER_TRANSPORT", name, "one of " + names);
    return TransportChoice.AUTO;
  }

  private static String token(Variables variables, String variable, String byDefault) {
    String value = variables.text(variable, byDefault);
    if (!TOKEN.matcher(value).matches()) {
      variables.problem(
          variable, value, "letters, digits and -._~ without spaces, as in a header's name");
    }
    return value;
  }
}
