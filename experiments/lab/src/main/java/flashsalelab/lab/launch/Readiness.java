package flashsalelab.lab.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/**
 * Waits until a part says that it is ready.
 *
 * @param part of the system
 * @param uri where it says so
 * @param question how it is asked
 */
public record Readiness(Part part, URI uri, Question question) {
  private static final Duration LIMIT = Duration.ofSeconds(45);
  private static final Duration PAUSE = Duration.ofMillis(25);
  private static final int OK = 200;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Asks a part whether it is ready. */
  @FunctionalInterface
  public interface Question {
    /**
     * Asks.
     *
     * @return what it answers instead of yes; empty if it is ready
     * @throws IOException if it does not answer
     */
    String ask(URI uri) throws IOException, InterruptedException;
  }

  /**
   * Of what speaks HTTP.
   *
   * @param uri which answers 200 when it is ready
   */
  public Readiness(Part part, URI uri) {
    this(part, uri, Readiness::get);
  }

  /** Of a message broker. */
  public static Readiness ofBroker(Part part, URI uri) {
    return new Readiness(part, uri, AmqpGreeting::missing);
  }

  /** Of a Redis. */
  public static Readiness ofRedis(Part part, URI uri) {
    return new Readiness(part, uri, RedisGreeting::missing);
  }

  /** Of a PostgreSQL. */
  public static Readiness ofDatabase(Part part, DatabaseAddress address) {
    return new Readiness(part, address.uri(), uri -> DatabaseGreeting.missing(address));
  }

  private static String get(URI uri) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build(),
            HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() == OK
        ? ""
        : "%d %s".formatted(answer.statusCode(), answer.body().strip());
  }

  /**
   * Returns when it is ready.
   *
   * @throws LaunchException if it ends or takes too long; shows its last log lines
   */
  public void await() {
    Instant deadline = Instant.now().plus(LIMIT);
    String lastAnswer = "no answer";
    while (Instant.now().isBefore(deadline)) {
      var end = part.end();
      if (end.isPresent()) {
        throw failed("%s at start".formatted(end.get()));
      }
      try {
        lastAnswer = question.ask(uri);
        if (lastAnswer.isEmpty()) {
          return;
        }
      } catch (IOException notYet) {
        lastAnswer = String.valueOf(notYet.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failed("the wait for %s was interrupted".formatted(part.name()));
      }
      sleep();
    }
    throw failed(
        "%s was not ready after %d s (%s: %s)"
            .formatted(part.name(), LIMIT.toSeconds(), uri, lastAnswer));
  }

  private LaunchException failed(String what) {
    return new LaunchException(
        what + "; its last log lines:" + System.lineSeparator() + part.lastWords());
  }

  private static void sleep() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
