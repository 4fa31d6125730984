package flashsalelab.lab.launch.containers;

import flashsalelab.lab.launch.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose a container or network is, as its labels say: the lab of one virtual machine on one host.
 *
 * @param host the name of the lab's host
 * @param lab the lab's process on it
 */
record Owner(String host, ProcessIdentity lab) {
  /** Marks everything that labs make; its value is the id of the launcher that made it. */
  static final String LABEL = "io.github.flashsalelab.lab";

  private static final String OWNER_LABEL = LABEL + ".owner";
  private static final Pattern TEXT = Pattern.compile("(\\S+) (\\d+) (\\d+)");

  /** This virtual machine. */
  static Owner own() {
    try {
      return new Owner(InetAddress.getLocalHost().getHostName(), ProcessIdentity.own());
    } catch (IOException e) {
      throw new UncheckedIOException("this host has no name that it knows: " + e.getMessage(), e);
    }
  }

  /** The labels of what this owner's launcher makes. */
  Map<String, String> labels(String launcherId) {
    return Map.of(
        LABEL, launcherId, OWNER_LABEL, "%s %d %d".formatted(host, lab.pid(), lab.startMs()));
  }

  /** The owner that labels name, if a lab wrote them. */
  static Optional<Owner> of(Map<String, String> labels) {
    Matcher matcher = TEXT.matcher(labels.getOrDefault(OWNER_LABEL, ""));
    return labels.containsKey(LABEL) && matcher.matches()
        ? Optional.of(
            new Owner(
                matcher.group(1),
                new ProcessIdentity(
                    Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)))))
        : Optional.empty();
  }

  /** Whether it ran on the given host and runs no more; of other hosts nothing is known. */
  boolean isGoneFrom(String thisHost) {
    return host.equals(thisHost) && lab.find().isEmpty();
  }
}
