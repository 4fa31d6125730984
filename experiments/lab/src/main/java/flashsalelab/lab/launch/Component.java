package flashsalelab.lab.launch;

import java.util.Locale;

/** The part that a process plays. */
public enum Component {
  EDGE,
  BALANCER,
  REDIS,
  BROKER,
  DATABASE,
  PROJECTOR,
  GENERATOR;

  /** As files spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
