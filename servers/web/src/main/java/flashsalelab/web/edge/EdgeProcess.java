package flashsalelab.web.edge;

import flashsalelab.sale.backing.Backings;
import flashsalelab.sale.settings.InvalidSettingsException;
import flashsalelab.sale.settings.SettingsReader;
import flashsalelab.web.config.EdgeSettings;
import java.io.IOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of an edge's process: settings, start, and at SIGTERM or SIGINT a graceful end with exit
 * code 0. What keeps it from starting is told in clear lines on the standard error, with exit code
 * 1.
 */
public final class EdgeProcess {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeProcess.class);

  private EdgeProcess() {}

  /**
   * Runs the process and returns when it has started.
   *
   * @param edge the edge's name
   * @param backings where the sale can be kept
   * @param factory reads the settings that this edge alone has, and makes its server
   */
  public static void run(
      String edge, Backings backings, Function<SettingsReader, EdgeServer.Factory> factory) {
    try {
      SettingsReader environment = new SettingsReader(System.getenv());
      EdgeServer.Factory server = factory.apply(environment);
      EdgeSettings read = EdgeSettings.read(environment, backings);
      start(edge, environment.finish(() -> read), server);
    } catch (InvalidSettingsException e) {
      exit(String.valueOf(e.getMessage()));
    }
  }

  private static void start(String edge, EdgeSettings settings, EdgeServer.Factory server) {
    try {
      LOG.info("{} starts with {}", edge, settings);
      RunningEdge running = RunningEdge.start(edge, settings, server);
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> end(running)));
      LOG.info("{} listens on {}:{}", edge, settings.host(), running.port());
    } catch (IOException e) {
      exit(
          "EDGE_HOST and EDGE_PORT: cannot listen on %s:%d (%s); choose another port, or 0 for a free one"
              .formatted(settings.host(), settings.port(), e.getMessage()));
    }
  }

  /** A JVM that ends by a signal would tell 128 + the signal; a graceful end is a success. */
  private static void end(RunningEdge running) {
    LOG.info("ending");
    running.close();
    LOG.info("ended");
    Runtime.getRuntime().halt(0);
  }

  private static void exit(String why) {
    System.err.println(why);
    System.exit(1);
  }
}
