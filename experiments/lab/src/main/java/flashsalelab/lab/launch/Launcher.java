package flashsalelab.lab.launch;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Starts systems somewhere: as local processes, in containers. Experiments do not know where.
 * Implementations may be used by one thread at a time, but {@link #close} may come from any.
 */
public interface Launcher extends AutoCloseable {

  /** What results made here are labelled with; results of different launchers are not compared. */
  String name();

  /** Versions of what takes part and cannot be asked later, {@code redis} for instance. */
  Map<String, String> versions();

  /** Which processors the system and the generator are given, in words. */
  String coresPlan();

  /**
   * What a system would need that cannot be had here; asked before anything is started.
   *
   * @return what it is and what to install, or nothing if there is nothing in the way
   */
  Optional<String> lacks(Topology topology);

  /**
   * Starts a system afresh and waits until every part says that it is ready.
   *
   * @param folder where its parts write their logs
   * @throws LaunchException if a part does not come up; says which, why, and shows its last words
   */
  Deployment deploy(Topology topology, Path folder);

  /** Ends whatever it started and is still there. */
  @Override
  void close();
}
