package flashsalelab.contract;

/** The contract of the Javalin edge behind the balancer. */
final class JavalinThroughBalancerContract extends SyncContract {
  JavalinThroughBalancerContract() {
    super("javalin", "round-robin");
  }
}
