package flashsalelab.lab.launch.containers;

import flashsalelab.lab.launch.LaunchException;

/** The Docker engine cannot be reached, or is silent; nothing is known of its containers then. */
final class EngineGoneException extends LaunchException {
  private static final long serialVersionUID = 1L;

  EngineGoneException(String why, Throwable cause) {
    super("the Docker engine does not answer (%s)".formatted(why), cause);
  }
}
