package flashsalelab.jmeter.audience;

import flashsalelab.results.load.Audience;
import flashsalelab.results.load.AudienceReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/** The audience of one segment: its streams, and the changes that are made for it. */
public final class AudienceRun implements Watch {
  private static final Duration GATHERING = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(5);

  /** Between two changes of the rehearsal: more than one for each event that tells of them. */
  private static final Duration REHEARSED_EVERY = Duration.ofMillis(250);

  private final Audience audience;
  private final Duration timeout;
  private final Changes changes;
  private final Subscribers subscribers;
  private int connected;

  /**
   * @param events where the product's events come from
   * @param restocks where its units are added
   * @param token that admin calls carry
   * @param window how long arrivals go on
   * @param timeout how long a request may take
   */
  public AudienceRun(
      URI events,
      URI restocks,
      String token,
      Audience audience,
      Duration window,
      Duration timeout) {
    this.audience = audience;
    this.timeout = timeout;
    int rehearsed = (int) (audience.rehearsalMs() / REHEARSED_EVERY.toMillis());
    int most = (int) (window.toMillis() / audience.changeEveryMs()) + 1;
    changes =
        new Changes(
            restocks, token, Duration.ofMillis(audience.changeEveryMs()), rehearsed, most, timeout);
    try {
      subscribers = new Subscribers(events, audience.subscribers(), changes);
    } catch (IOException e) {
      throw new UncheckedIOException("no subscriber can be made for " + events, e);
    }
  }

  @Override
  public void gather() throws InterruptedException {
    subscribers.start();
    long deadline = System.nanoTime() + GATHERING.toNanos();
    while (subscribers.connected() < audience.subscribers() && System.nanoTime() < deadline) {
      subscribers.requireHealth();
      Thread.sleep(LOOK);
    }
    changes.rehearse(REHEARSED_EVERY);
  }

  @Override
  public void begin() {
    connected = subscribers.connected();
    subscribers.begin();
    changes.begin();
  }

  @Override
  public void endChanges() throws InterruptedException {
    changes.end();
  }

  @Override
  public AudienceReport end(BooleanSupplier stopped) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (subscribers.informed() < audience.subscribers()
        && System.nanoTime() < deadline
        && !stopped.getAsBoolean()) {
      Thread.sleep(LOOK);
    }
    subscribers.close();
    subscribers.requireHealth();
    return new AudienceReport(
        audience.subscribers(),
        connected,
        changes.counted(),
        changes.failed(),
        subscribers.events(),
        audience.subscribers() - subscribers.informed(),
        subscribers.reconnects(),
        subscribers.requests() + changes.requests());
  }

  @Override
  public Optional<Histogram> delays() {
    return Optional.of(subscribers.delays()).filter(delays -> delays.getTotalCount() > 0);
  }

  @Override
  public void close() {
    changes.close();
    subscribers.close();
  }
}
