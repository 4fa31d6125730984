package flashsalelab.contract;

import flashsalelab.lab.launch.Component;
import java.util.Set;

/** The contract of the Javalin edge, with what is sold in the permanent ledger too. */
final class JavalinLedgeredContract extends SyncContract {
  JavalinLedgeredContract() {
    super("javalin", null, Set.of(Component.REDIS, Component.DATABASE));
  }
}
