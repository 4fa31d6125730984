package flashsalelab.jmeter;

import static flashsalelab.results.load.ClientOutcome.CONNECTION_LOST;
import static flashsalelab.results.load.ClientOutcome.CONNECT_FAILED;
import static flashsalelab.results.load.ClientOutcome.TIMEOUT;
import static flashsalelab.results.load.ClientOutcome.UNEXPECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import flashsalelab.results.load.ClientOutcome;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.http.ConnectionClosedException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.TruncatedChunkException;
import org.apache.http.client.ClientProtocolException;
import org.apache.http.conn.ConnectTimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FailureTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(new ConnectException("Connection refused"), CONNECT_FAILED),
        arguments(new NoRouteToHostException("No route to host"), CONNECT_FAILED),
        arguments(new UnknownHostException("nowhere"), CONNECT_FAILED),
        arguments(new ConnectTimeoutException("connect timed out"), TIMEOUT),
        arguments(new SocketTimeoutException("Read timed out"), TIMEOUT),
        arguments(new NoHttpResponseException("no answer"), CONNECTION_LOST),
        arguments(new SocketException("Connection reset"), CONNECTION_LOST),
        arguments(new ConnectionClosedException("premature end"), CONNECTION_LOST),
        arguments(new TruncatedChunkException("truncated"), CONNECTION_LOST),
        arguments(new ClientProtocolException("not HTTP"), UNEXPECTED));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void outcome_failureOfTheSystem_isTheBuyers(Exception failure, ClientOutcome outcome) {
    assertThat(Failure.outcome(failure)).contains(outcome);
  }

  static Stream<Exception> ownFailures() {
    return Stream.of(
        new NoRouteToHostException("Cannot assign requested address"),
        new SocketException("Too many open files"),
        new IllegalStateException("a mistake"));
  }

  @ParameterizedTest
  @MethodSource("ownFailures")
  void outcome_failureOfTheGenerator_isNobodys(Exception failure) {
    assertThat(Failure.outcome(failure)).isEmpty();
  }
}
