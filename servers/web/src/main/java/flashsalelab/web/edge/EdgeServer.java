package flashsalelab.web.edge;

import flashsalelab.web.api.Api;
import flashsalelab.web.config.EdgeSettings;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** An HTTP server that serves the contract. Its methods are called in this order, once each. */
public interface EdgeServer {

  /**
   * Starts to listen.
   *
   * @return the port
   * @throws IOException if it cannot listen
   */
  int start() throws IOException;

  /**
   * Stops to listen: new connections are refused, and those there are close after the request they
   * are serving.
   *
   * @return completes when no connection is left
   */
  CompletableFuture<Void> drain();

  /** Closes whatever is left. */
  void stop();

  /** Makes the server of an edge. */
  @FunctionalInterface
  interface Factory {
    /** A server that serves this contract and does not listen yet. */
    EdgeServer create(EdgeSettings settings, Api api);
  }
}
