package flashsalelab.lab.launch;

import java.util.List;
import java.util.Locale;

/** What the Redis of a system writes to disk. */
public enum RedisDurability {
  /** Nothing: whatever it holds ends with it. */
  NONE("no", "everysec"),
  /** Every write, flushed once a second. */
  EVERYSEC("yes", "everysec"),
  /** Every write, flushed before it is answered. */
  ALWAYS("yes", "always");

  private final List<String> arguments;

  RedisDurability(String append, String flush) {
    this.arguments = List.of("--save", "", "--appendonly", append, "--appendfsync", flush);
  }

  /** What redis-server is started with. */
  public List<String> arguments() {
    return arguments;
  }

  /** As settings and files spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
