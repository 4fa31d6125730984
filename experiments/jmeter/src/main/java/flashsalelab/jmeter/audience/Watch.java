package flashsalelab.jmeter.audience;

import flashsalelab.results.load.AudienceReport;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What goes on beside the purchases of a segment. The methods are called once each, in order. */
public interface Watch extends AutoCloseable {

  /** A segment that nobody watches. */
  Watch BY_NOBODY =
      new Watch() {
        @Override
        public void gather() {}

        @Override
        public void begin() {}

        @Override
        public void endChanges() {}

        @Override
        public @Nullable AudienceReport end(BooleanSupplier stopped) {
          return null;
        }

        @Override
        public Optional<Histogram> delays() {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };

  /** Before the first arrival: opens every stream, or as many as can be opened in time. */
  void gather() throws InterruptedException;

  /** With the first arrival: begins to make changes. */
  void begin();

  /** When the window is over: makes no change any more. */
  void endChanges() throws InterruptedException;

  /**
   * Waits until every subscriber was told of the last change, or for as long as a request may take,
   * and ends the streams.
   *
   * @param stopped whether not to wait
   * @return null where there were no subscribers to be
   */
  @Nullable AudienceReport end(BooleanSupplier stopped) throws InterruptedException;

  /** How long subscribers waited for changes in microseconds; empty where nobody waited. */
  Optional<Histogram> delays();

  /** Ends what is still there. */
  @Override
  void close();
}
