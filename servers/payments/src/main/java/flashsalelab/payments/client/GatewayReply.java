package flashsalelab.payments.client;

/**
 * What came of asking the gateway.
 *
 * @param <T> what it answers
 */
public sealed interface GatewayReply<T> {

  /** It answered. */
  record Answered<T>(T value) implements GatewayReply<T> {}

  /** It understood, and refuses the request itself: asking again does not help. */
  record Refused<T>(String why) implements GatewayReply<T> {}

  /** No answer that can be believed: what was asked for may be done or not. */
  record Unknown<T>(String why) implements GatewayReply<T> {}

  /** It was not asked: it has failed too often of late. */
  record NotAsked<T>() implements GatewayReply<T> {}
}
