package flashsalelab.jmeter;

import flashsalelab.results.load.ClientOutcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.apache.http.client.ClientProtocolException;
import org.apache.http.conn.ConnectTimeoutException;

/** Tells what it means that a request ended without an answer. */
final class Failure {
  /** What the operating system says when the generator itself ran out of something. */
  private static final List<String> OWN_LIMITS =
      List.of("Cannot assign requested address", "Too many open files");

  private Failure() {}

  /**
   * The outcome for the buyer.
   *
   * @return empty if the generator is at fault: the request never reached the network
   */
  static Optional<ClientOutcome> outcome(Throwable failure) {
    return switch (failure) {
      case IOException own when isOwnLimit(own) -> Optional.empty();
      case SocketTimeoutException timeout -> Optional.of(ClientOutcome.TIMEOUT);
      case ConnectTimeoutException timeout -> Optional.of(ClientOutcome.TIMEOUT);
      case ConnectException refused -> Optional.of(ClientOutcome.CONNECT_FAILED);
      case NoRouteToHostException unreachable -> Optional.of(ClientOutcome.CONNECT_FAILED);
      case UnknownHostException unknown -> Optional.of(ClientOutcome.CONNECT_FAILED);
      case ClientProtocolException notHttp -> Optional.of(ClientOutcome.UNEXPECTED);
      case IOException lost -> Optional.of(ClientOutcome.CONNECTION_LOST);
      default -> Optional.empty();
    };
  }

  private static boolean isOwnLimit(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return OWN_LIMITS.stream().anyMatch(message::contains);
  }
}
