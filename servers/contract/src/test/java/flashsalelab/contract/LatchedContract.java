package flashsalelab.contract;

import flashsalelab.lab.launch.Topology;
import java.util.List;
import java.util.Map;

/** The rows of the sold-out latch, which is on. A subclass says which edge and which pattern. */
abstract class LatchedContract extends DeployedContract implements LatchRows {

  /**
   * @param pattern the request pattern; what is queued waits in Redis Streams
   */
  LatchedContract(String edge, String pattern) {
    super(
        new Topology(
            edge,
            2,
            Map.of(
                "SALE_PATTERN", pattern,
                "SOLD_OUT_LATCH", "on",
                "SHED_ABOVE_MS", "0",
                "MAX_BODY_BYTES", "1024",
                "RECONCILE_INTERVAL_MS", "3600000"),
            "round-robin"));
  }

  @Override
  public List<Client> clients() {
    return system().edges().stream()
        .map(instance -> new Client(instance, system().adminToken()))
        .toList();
  }
}
