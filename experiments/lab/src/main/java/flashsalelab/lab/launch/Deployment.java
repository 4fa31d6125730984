package flashsalelab.lab.launch;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A running system. Addresses are as the lab sees them, but for {@link #entrance}, which is as the
 * generator sees it.
 */
public interface Deployment extends AutoCloseable {

  /** Where the load goes. */
  URI entrance();

  /** Every instance of the edge that has not been killed. */
  List<URI> edges();

  /** The balancer's admin address, where there is a balancer. */
  Optional<URI> balancerAdmin();

  /** The Redis that holds the sale, where there is one. */
  Optional<URI> redis();

  /** The PostgreSQL that holds the sale, or remembers it, where there is one. */
  Optional<DatabaseAddress> database();

  /** The projector between Redis and the permanent ledger, where there is one. */
  Optional<URI> projector();

  /** The token that admin calls carry. */
  String adminToken();

  /**
   * Starts the load generator beside the system.
   *
   * @param folder which holds its plan and takes what it leaves
   * @throws LaunchException if it cannot be started
   */
  Generator startGenerator(Path folder);

  /**
   * Lets the system use every processor, the generator's too, or puts it back on its own. For the
   * warm-up: compilation is what takes longest, and it is not what is measured.
   */
  void spread(boolean everywhere);

  /**
   * Kills one instance of the edge, as {@code kill -9} does, while the others go on; returns when
   * it is gone. May be called from any thread, while a window is measured.
   *
   * @return how it ended, in words
   * @throws LaunchException if there is no other instance, or it does not end
   */
  String killEdge();

  /**
   * Kills the server that the sale's records are in, as {@code kill -9} does: Redis where there is
   * one, else PostgreSQL. Everything else goes on. Returns when it is gone. May be called from any
   * thread, while a window is measured.
   *
   * @return how it ended, in words
   * @throws LaunchException if it is not this deployment's own
   */
  String killStore();

  /**
   * Starts the killed server again, on what its disk holds. A Redis that writes nothing to disk is
   * then made anew from the permanent ledger, if there is one. Returns when the sale can go on;
   * {@link #redis} and {@link #database} may tell another address than before.
   *
   * @throws LaunchException if it does not come up, or the ledger cannot be read
   */
  void restartStore();

  /** Every process of the system and the generator, as they can be measured now. */
  List<Metered> metered();

  /**
   * Parts that have ended by themselves since the start, each with how, in words. What was killed
   * has not.
   */
  List<String> casualties();

  /** Ends everything, gracefully first, within seconds. */
  @Override
  void close();
}
