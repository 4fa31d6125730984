package flashsalelab.contract;

/** The sold-out latch of two Javalin edges that decide at once. */
final class JavalinLatchedContract extends LatchedContract {
  JavalinLatchedContract() {
    super("javalin", "sync");
  }
}
