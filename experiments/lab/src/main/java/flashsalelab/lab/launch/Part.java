package flashsalelab.lab.launch;

import java.util.Optional;

/** One started part of a system, whatever it runs in: its name, its end, its log. */
public interface Part {

  /** What messages and its log file call it, {@code edge-1} for instance. */
  String name();

  /** How it ended, in words, if it did. */
  Optional<String> end();

  /** The last lines of its log, for an error message. */
  String lastWords();
}
