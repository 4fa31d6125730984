package flashsalelab.sale.backing;

import flashsalelab.sale.settings.SettingsReader;
import java.util.List;

/** The backings that a process knows. The name of the guard says which of them is used. */
public interface Backings {

  /** The guard that is used unless another is named. */
  String defaultGuard();

  /** The name of every guard there is. */
  List<String> guards();

  /** Reads what it takes to open one. */
  Opener read(SettingsReader environment);

  /** Opens backings. Its text is shown among the settings of a process, so it tells no secret. */
  interface Opener {

    /** Whether purchases can be queued with this guard. */
    boolean queues(String guard);

    /**
     * Starts to connect and returns at once.
     *
     * @throws IllegalArgumentException names the guards there are, if there is none of this name
     */
    SaleBacking open(BackingChoice choice);
  }
}
