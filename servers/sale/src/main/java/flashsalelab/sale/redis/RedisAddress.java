package flashsalelab.sale.redis;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is: {@code redis://[user:password@]host:port[/database]}, or {@code rediss} for TLS.
 * Several {@code host:port}, separated by commas, are nodes of one Redis Cluster, which tell where
 * the others are; a cluster has no database but 0. Printed without the password.
 *
 * @param servers each as {@code scheme://[user:password@]host:port}
 * @param database the number of the database
 */
public record RedisAddress(List<URI> servers, int database) {
  private static final String FORM =
      "must have the form redis://[user:password@]host:port[,host:port...][/database]";
  private static final Pattern PARTS =
      Pattern.compile(
          "(?<scheme>rediss?)://(?<user>[^@/]*@)?(?<nodes>[^@/]+)(?:/(?<database>[0-9]{0,3}))?");
  private static final int HIGHEST_PORT = 65_535;

  /** Keeps a copy of the servers. */
  public RedisAddress {
    servers = List.copyOf(servers);
  }

  /**
   * The address that this text is.
   *
   * @throws IllegalArgumentException says what is allowed
   */
  public static RedisAddress parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(FORM);
    }
    String before = parts.group("scheme") + "://" + orEmpty(parts.group("user"));
    List<URI> servers =
        Arrays.stream(parts.group("nodes").split(",", -1))
            .map(node -> server(before + node))
            .toList();
    String number = orEmpty(parts.group("database"));
    int database = number.isEmpty() ? 0 : Integer.parseInt(number);
    if (servers.size() > 1 && database != 0) {
      throw new IllegalArgumentException(
          "must name no database but 0 where it names several servers: a Redis Cluster has no other");
    }
    return new RedisAddress(servers, database);
  }

  private static URI server(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(FORM, e);
    }
    if (uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > HIGHEST_PORT) {
      throw new IllegalArgumentException(FORM);
    }
    return uri;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Whether the servers are nodes of a Redis Cluster. */
  public boolean isCluster() {
    return servers.size() > 1;
  }

  /** The address of each server, with user and password. */
  public List<String> addresses() {
    return servers.stream().map(URI::toString).toList();
  }

  @Override
  public String toString() {
    URI first = servers.getFirst();
    return "%s://%s%s/%d"
        .formatted(
            first.getScheme(),
            first.getUserInfo() == null ? "" : "***@",
            servers.stream()
                .map(server -> server.getHost() + ":" + server.getPort())
                .collect(Collectors.joining(",")),
            database);
  }
}
