package flashsalelab.balancer.forward;

/** What the request decoder asks, and tells, the connection it decodes for. */
interface HeadGate {
  /**
   * Whether the next request may be decoded: no other is being answered (RFC 9112 section 9.3.2,
   * pipelining).
   */
  boolean isOpen();

  /** Bytes of a next request arrived while the gate was closed. */
  void earlyBytes();

  /** The first bytes of a head arrived, but not its end. */
  void headBegun();
}
