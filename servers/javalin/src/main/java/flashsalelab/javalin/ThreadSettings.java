package flashsalelab.javalin;

import flashsalelab.sale.settings.SettingsReader;

/**
 * How many threads Javalin may use.
 *
 * @param virtual {@code EDGE_VIRTUAL_THREADS}: requests that run at once; more wait their turn
 * @param platform {@code EDGE_PLATFORM_THREADS}: threads that accept connections and watch them
 */
record ThreadSettings(int virtual, int platform) {

  /** Reads the variables. */
  static ThreadSettings read(SettingsReader environment) {
    return new ThreadSettings(
        environment.integer("EDGE_VIRTUAL_THREADS", 4_096, 1, 1_000_000),
        environment.integer("EDGE_PLATFORM_THREADS", 8, 6, 1_000));
  }
}
