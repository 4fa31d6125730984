package flashsalelab.sale.process;

import flashsalelab.sale.settings.InvalidSettingsException;
import flashsalelab.sale.settings.SettingsReader;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a process: settings, start, and at SIGTERM or SIGINT a graceful end with exit code 0.
 * What keeps it from starting is told in clear lines on the standard error, with exit code 1.
 */
public final class LongRunning {
  private static final Logger LOG = LoggerFactory.getLogger(LongRunning.class);

  private LongRunning() {}

  /** What runs. Its end is graceful and takes a bounded time. */
  public interface Part extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * What has been started.
   *
   * @param address where it listens, for the log: {@code host:port}
   */
  public record Started(String address, Part part) {}

  /** Starts what runs. */
  @FunctionalInterface
  public interface Starter<S> {
    /**
     * Starts it.
     *
     * @throws IOException if it cannot listen where the settings say; the message says what to do
     */
    Started start(S settings) throws IOException;
  }

  /**
   * Runs the process and returns when it has started.
   *
   * @param read reads the settings; it may throw {@link InvalidSettingsException} as well
   */
  public static <S> void run(String name, Function<SettingsReader, S> read, Starter<S> starter) {
    try {
      SettingsReader environment = new SettingsReader(System.getenv());
      S settings = read.apply(environment);
      start(name, environment.finish(() -> settings), starter);
    } catch (InvalidSettingsException e) {
      exit(String.valueOf(e.getMessage()));
    }
  }

  /** The end is prepared first: a signal may come as soon as anybody sees that this answers. */
  private static <S> void start(String name, S settings, Starter<S> starter) {
    CompletableFuture<Part> running = new CompletableFuture<>();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> end(running)));
    try {
      LOG.info("{} starts with {}", name, settings);
      Started started = starter.start(settings);
      running.complete(started.part());
      LOG.info("{} listens on {}", name, started.address());
    } catch (IOException e) {
      running.cancel(false);
      exit("%s cannot start: %s".formatted(name, e.getMessage()));
    } finally {
      running.cancel(false);
    }
  }

  /** A JVM that ends by a signal would tell 128 + the signal; a graceful end is a success. */
  private static void end(CompletableFuture<Part> running) {
    if (running.handle((part, failure) -> failure != null).join()) {
      return;
    }
    LOG.info("ending");
    running.join().close();
    LOG.info("ended");
    Runtime.getRuntime().halt(0);
  }

  private static void exit(String why) {
    System.err.println(why);
    System.exit(1);
  }
}
