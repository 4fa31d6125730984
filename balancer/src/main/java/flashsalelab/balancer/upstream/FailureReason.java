package flashsalelab.balancer.upstream;

/** Why an upstream did not answer a request as it should have. */
public enum FailureReason {
  /** The connection was refused or the address unreachable: nothing was sent. */
  CONNECT_REFUSED("connect_refused"),
  /** The connection was not established in time: nothing was sent. */
  CONNECT_TIMEOUT("connect_timeout"),
  /** As many requests as allowed were already waiting for a connection. */
  QUEUE_FULL("queue_full"),
  /** No connection became free in time. */
  WAIT_TIMEOUT("wait_timeout"),
  /** The connection was closed before a response head. */
  CLOSED_BEFORE_RESPONSE("closed_before_response"),
  /** What came was not an HTTP/1.x response that can be forwarded. */
  BAD_RESPONSE("bad_response"),
  /** No response head in time. */
  RESPONSE_TIMEOUT("response_timeout"),
  /** The response ended, or fell silent, after its head and before its end. */
  TRUNCATED_RESPONSE("truncated_response");

  private final String label;

  FailureReason(String label) {
    this.label = label;
  }

  /** The value of the metric's {@code reason} label. */
  public String label() {
    return label;
  }
}
