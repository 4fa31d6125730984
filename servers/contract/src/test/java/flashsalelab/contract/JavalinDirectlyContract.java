package flashsalelab.contract;

import flashsalelab.lab.launch.Component;
import java.util.Set;

/** The contract of the Javalin edge. */
final class JavalinDirectlyContract extends SyncContract {
  JavalinDirectlyContract() {
    super("javalin", null, Set.of(Component.REDIS));
  }
}
