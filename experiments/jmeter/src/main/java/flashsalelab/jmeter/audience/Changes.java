package flashsalelab.jmeter.audience;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The changes that subscribers are to be told of, each a restock of one unit: first those of a
 * rehearsal, then one in the middle of each interval, by a thread of its own. None is sent again:
 * whether one that failed was made is not known, so it is the last. Thread-safe.
 */
final class Changes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Changes.class);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int OK = 200;
  private static final String ONE_UNIT = "{\"quantity\":1}";

  private final URI restocks;
  private final String token;
  private final Duration every;
  private final Duration timeout;
  private final int rehearsed;
  private final AtomicLongArray sentAt;
  private final HttpClient http;
  private final Thread thread;

  /** Units ever supplied, as the last restock's answer said; 0 where none was answered yet. */
  private volatile long supplied;

  private volatile int sent;
  private volatile long failed;
  private final CountDownLatch over = new CountDownLatch(1);

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Restocked(long supplied) {}

  /**
   * @param rehearsed changes of the rehearsal
   * @param most changes there can be after it
   * @param timeout of a request
   */
  Changes(URI restocks, String token, Duration every, int rehearsed, int most, Duration timeout) {
    this.restocks = restocks;
    this.token = token;
    this.every = every;
    this.timeout = timeout;
    this.rehearsed = rehearsed;
    sentAt = new AtomicLongArray(rehearsed + most);
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
    thread = Thread.ofPlatform().name("changes").daemon().unstarted(this::make);
  }

  /** Makes those of the rehearsal, with this pause after each; returns when that is over. */
  void rehearse(Duration pause) throws InterruptedException {
    for (int change = 0; change < rehearsed && failed == 0; change++) {
      restock(change);
      Thread.sleep(pause);
    }
  }

  /** Begins with those that count. */
  void begin() {
    thread.start();
  }

  /** Makes none any more; returns when the last one was answered. */
  void end() throws InterruptedException {
    over.countDown();
    thread.join();
  }

  private void make() {
    try {
      long due = System.nanoTime() + every.toNanos() / 2;
      for (int change = rehearsed; change < sentAt.length() && failed == 0; change++) {
        if (over.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          return;
        }
        restock(change);
        due += every.toNanos();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Adds one unit. */
  private void restock(int change) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(restocks)
            .timeout(timeout)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(ONE_UNIT))
            .build();
    sentAt.set(change, System.nanoTime());
    sent = change + 1;
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new IOException("%d %s".formatted(answer.statusCode(), answer.body()));
      }
      long now = MAPPER.readValue(answer.body(), Restocked.class).supplied();
      if (supplied > 0 && now != supplied + 1) {
        throw new IOException(
            "%d units are supplied after one was added to %d".formatted(now, supplied));
      }
      supplied = now;
    } catch (IOException | JacksonException e) {
      failed = 1;
      log.warn("A restock at {} failed, so it is the last", restocks, e);
    }
  }

  /** How many were sent so far, those of the rehearsal and the one that failed included. */
  int sent() {
    return sent;
  }

  /** Whether that one is measured: it is none of the rehearsal. */
  boolean counts(int change) {
    return change >= rehearsed;
  }

  /** How many that count were answered as they should be. */
  long counted() {
    return Math.max(0, made() - rehearsed);
  }

  /** When the one of that index was sent, on the clock of {@link System#nanoTime()}. */
  long sentAt(int change) {
    return sentAt.get(change);
  }

  /** How many were answered as they should be, those of the rehearsal included. */
  long made() {
    return sent - failed;
  }

  long failed() {
    return failed;
  }

  long requests() {
    return sent;
  }

  @Override
  public void close() {
    over.countDown();
    http.shutdownNow();
  }
}
