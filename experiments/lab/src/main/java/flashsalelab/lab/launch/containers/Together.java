package flashsalelab.lab.launch.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does something to several things side by side. */
final class Together {
  private Together() {}

  /**
   * Returns when it is done to all of them.
   *
   * @throws RuntimeException what the first of those threw that failed, once all are through
   */
  static <T> void each(List<T> things, Consumer<T> deed) {
    var deeds = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      things.forEach(thing -> deeds.add(threads.submit(() -> deed.accept(thing))));
    }
    for (Future<?> done : deeds) {
      try {
        done.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
