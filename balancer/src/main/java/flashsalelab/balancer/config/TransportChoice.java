package flashsalelab.balancer.config;

/** Which of the system's ways to wait for many sockets is used. */
public enum TransportChoice {
  /** Native epoll where it loads, NIO elsewhere. */
  AUTO,
  /** Native epoll, or fail at start. */
  EPOLL,
  NIO
}
