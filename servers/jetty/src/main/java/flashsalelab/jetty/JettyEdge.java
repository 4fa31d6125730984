package flashsalelab.jetty;

import flashsalelab.ledger.LedgerBackings;
import flashsalelab.ledger.database.LedgerThreads;
import flashsalelab.web.edge.EdgeProcess;

/** The process of the Jetty edge. */
public final class JettyEdge {
  /** The edge's name. */
  public static final String NAME = "jetty";

  private JettyEdge() {}

  /** Starts it; it is configured by environment variables. */
  public static void main(String[] arguments) {
    EdgeProcess.run(
        NAME, new LedgerBackings(LedgerThreads.POOL), environment -> EventLoopServer::new);
  }
}
