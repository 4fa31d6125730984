package flashsalelab.javalin;

import flashsalelab.ledger.LedgerBackings;
import flashsalelab.ledger.database.LedgerThreads;
import flashsalelab.web.edge.EdgeProcess;

/** The process of the Javalin edge. */
public final class JavalinEdge {
  /** The edge's name. */
  public static final String NAME = "javalin";

  private JavalinEdge() {}

  /** Starts it; it is configured by environment variables. */
  public static void main(String[] arguments) {
    EdgeProcess.run(
        NAME,
        new LedgerBackings(LedgerThreads.VIRTUAL),
        environment -> {
          ThreadSettings threads = ThreadSettings.read(environment);
          return (settings, api) -> new VirtualThreadServer(settings, threads, api);
        });
  }
}
