package flashsalelab.lab.run;

import java.time.Duration;

/** What holds for every load that the lab makes. */
final class LoadLimits {
  /** Requests in flight at once, at most. */
  static final int SLOTS = 512;

  /** How long one request may take. */
  static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

  /** Between two changes that subscribers are to be told of. */
  static final Duration CHANGE_EVERY = Duration.ofSeconds(1);

  private LoadLimits() {}
}
