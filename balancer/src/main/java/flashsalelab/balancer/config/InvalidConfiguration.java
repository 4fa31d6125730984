package flashsalelab.balancer.config;

import java.util.List;

/** Everything that is wrong with the environment, one sentence a problem. */
public final class InvalidConfiguration extends Exception {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  InvalidConfiguration(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
