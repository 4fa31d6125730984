package flashsalelab.contract;

/** The contract of the Javalin edge. */
final class JavalinDirectlyContract extends HttpContract {
  JavalinDirectlyContract() {
    super("javalin", null);
  }
}
