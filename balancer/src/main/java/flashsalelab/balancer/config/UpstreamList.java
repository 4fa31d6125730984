package flashsalelab.balancer.config;

import flashsalelab.balancer.upstream.UpstreamAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form {@code host:port[*weight],...} of a list of upstreams; IPv6 addresses stand in brackets.
 */
final class UpstreamList {
  private static final String FORM =
      "a list host:port[*weight],... with ports 1 to 65535 and weights 1 to 1000";
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?:\\[(?<six>[0-9a-fA-F:.]+)]|(?<host>[\\w.-]+)):(?<port>\\d{1,5})(?:\\*(?<weight>\\d{1,4}))?");
  private static final int HIGHEST_PORT = 65_535;
  private static final int HIGHEST_WEIGHT = 1_000;

  private UpstreamList() {}

  static List<UpstreamAddress> read(Variables variables, String variable) {
    String text = variables.text(variable);
    if (text == null) {
      variables.problem(variable, null, FORM);
      return List.of();
    }
    List<UpstreamAddress> addresses = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String entry : text.split(",", -1)) {
      UpstreamAddress address = parse(entry.strip());
      if (address == null) {
        variables.problem(
            variable, text, "'%s' should be part of %s".formatted(entry.strip(), FORM));
      } else if (!names.add(address.name())) {
        variables.problem(
            variable, text, address.name() + " is named twice; give it a weight instead");
      } else {
        addresses.add(address);
      }
    }
    return List.copyOf(addresses);
  }

  private static @Nullable UpstreamAddress parse(String entry) {
    Matcher matcher = ENTRY.matcher(entry);
    if (!matcher.matches()) {
      return null;
    }
    String six = matcher.group("six");
    String host = six != null ? six : matcher.group("host");
    int port = Integer.parseInt(matcher.group("port"));
    String weightText = matcher.group("weight");
    int weight = weightText == null ? 1 : Integer.parseInt(weightText);
    boolean inRange = port >= 1 && port <= HIGHEST_PORT && weight >= 1 && weight <= HIGHEST_WEIGHT;
    return inRange ? new UpstreamAddress(host, port, weight) : null;
  }
}
