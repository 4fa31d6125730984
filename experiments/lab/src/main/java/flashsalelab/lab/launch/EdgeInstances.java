package flashsalelab.lab.launch;

import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The instances of a deployment's edge, and which of them were killed on purpose. Thread-safe.
 *
 * @param <P> what an instance runs in
 */
public final class EdgeInstances<P extends Part> {
  private final Map<P, URI> serving = new LinkedHashMap<>();
  private final Set<Part> condemned = new HashSet<>();

  /** Notes an instance and its address. */
  public synchronized void add(P instance, URI address) {
    serving.put(instance, address);
  }

  /** The addresses of those that have not been condemned, in the order in which they were added. */
  public synchronized List<URI> addresses() {
    return List.copyOf(serving.values());
  }

  /**
   * Takes the last one out, to be killed.
   *
   * @throws LaunchException if there is no other to go on
   */
  public synchronized P condemn() {
    if (serving.size() < 2) {
      throw new LaunchException(
          "no edge can be killed: %d of them serve, and one has to go on"
              .formatted(serving.size()));
    }
    P last = List.copyOf(serving.keySet()).getLast();
    serving.remove(last);
    condemned.add(last);
    return last;
  }

  /** Whether this part was condemned: its end is no accident. */
  public synchronized boolean isCondemned(Part part) {
    return condemned.contains(part);
  }
}
