package flashsalelab.contract;

/** The contract of the Javalin edge. */
final class JavalinDirectlyContract extends SyncContract {
  JavalinDirectlyContract() {
    super("javalin", null);
  }
}
