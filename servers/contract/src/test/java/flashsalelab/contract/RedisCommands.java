package flashsalelab.contract;

/** The Redis of a system. */
@FunctionalInterface
interface RedisCommands {

  /** Sends it a command and returns the reply. */
  String send(String command);
}
