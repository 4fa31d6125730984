package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.LaunchException;
import flashsalelab.lab.launch.Readiness;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * The server that a sale's records are in, which can be killed and started again on its files.
 * Thread-safe.
 */
final class RestartableStore {
  private final Function<String, ChildProcess> start;
  private final Function<ChildProcess, Readiness> readiness;
  private final boolean forgets;
  private final String name;
  private final Set<ChildProcess> killed = new HashSet<>();
  private ChildProcess server;

  /**
   * Starts it.
   *
   * @param name of the process
   * @param forgets whether it has nothing on record once it was killed
   * @param start starts its command in a process of this name
   * @param readiness when it can be used
   */
  RestartableStore(
      String name,
      boolean forgets,
      Function<String, ChildProcess> start,
      Function<ChildProcess, Readiness> readiness) {
    this.name = name;
    this.forgets = forgets;
    this.start = start;
    this.readiness = readiness;
    this.server = start.apply(name);
  }

  /** When it can be used. */
  synchronized Readiness readiness() {
    return readiness.apply(server);
  }

  /** Whether it has nothing on record once it was killed. */
  boolean forgets() {
    return forgets;
  }

  /**
   * Kills it and returns when it is gone.
   *
   * @return how it ended, in words
   * @throws LaunchException if it was killed already
   */
  synchronized String kill() {
    if (!killed.add(server)) {
      throw new LaunchException(name + " was killed already");
    }
    server.killAll();
    return server.end().orElseThrow();
  }

  /** Starts it again and returns when it can be used. */
  synchronized void restart() {
    server = start.apply("%s-%d".formatted(name, killed.size() + 1));
    readiness().await();
  }

  /** Whether this process was killed here: its end is no accident. */
  synchronized boolean hasKilled(ChildProcess process) {
    return killed.contains(process);
  }
}
