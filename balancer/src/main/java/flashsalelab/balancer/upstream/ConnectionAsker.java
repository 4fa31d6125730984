package flashsalelab.balancer.upstream;

/**
 * Someone who needs a connection. Called exactly once per ticket unless it is cancelled, on the
 * pool's event loop.
 */
public interface ConnectionAsker {
  void acquired(Acquisition outcome);
}
