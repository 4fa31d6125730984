package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.LaunchException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A broker of its own on the loopback address: how its two processes are started, the node and the
 * name server that it needs. It reads and writes nothing of the installation's.
 *
 * @param binary the installed RabbitMQ
 * @param data its folder
 * @param port where it listens
 * @param distributionPort where it would listen to other nodes
 * @param namesPort where its name server listens
 */
record RabbitNode(
    RabbitBinary binary, ServerData data, int port, int distributionPort, int namesPort) {
  private static final String LOOPBACK = "127.0.0.1";

  /**
   * One on free ports.
   *
   * @throws LaunchException if its settings cannot be written
   */
  static RabbitNode of(RabbitBinary binary, ServerData data) {
    RabbitNode node =
        new RabbitNode(
            binary, data, FreePort.onLoopback(), FreePort.onLoopback(), FreePort.onLoopback());
    try {
      Files.writeString(node.inside("rabbitmq.conf"), "");
      Files.writeString(node.inside("enabled_plugins"), "[].");
    } catch (IOException e) {
      throw new LaunchException(
          "cannot write the broker's settings: %s".formatted(e.getMessage()), e);
    }
    return node;
  }

  /** The address, as an edge takes it: the user that every broker has for its own machine. */
  URI address() {
    return URI.create("amqp://guest:guest@%s:%d/%%2F".formatted(LOOPBACK, port));
  }

  List<String> namesCommand() {
    return List.of(
        binary.names().toString(), "-address", LOOPBACK, "-port", Integer.toString(namesPort));
  }

  List<String> serverCommand() {
    return List.of(binary.server().toString(), "-noinput");
  }

  Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("HOME", data.folder().toString()),
        Map.entry("ERL_EPMD_ADDRESS", LOOPBACK),
        Map.entry("ERL_EPMD_PORT", Integer.toString(namesPort)),
        // The node takes the place of the script that starts it.
        Map.entry("RABBITMQ_ALLOW_INPUT", "1"),
        Map.entry("RABBITMQ_NODENAME", "lab-%d@localhost".formatted(port)),
        Map.entry("RABBITMQ_NODE_IP_ADDRESS", LOOPBACK),
        Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
        Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)),
        Map.entry(
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
        Map.entry("RABBITMQ_CONF_ENV_FILE", inside("none").toString()),
        Map.entry("RABBITMQ_CONFIG_FILE", inside("rabbitmq.conf").toString()),
        Map.entry("RABBITMQ_CONFIG_FILES", inside("conf.d").toString()),
        Map.entry("RABBITMQ_ADVANCED_CONFIG_FILE", inside("none").toString()),
        Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", inside("enabled_plugins").toString()),
        Map.entry("RABBITMQ_GENERATED_CONFIG_DIR", inside("config").toString()),
        Map.entry("RABBITMQ_SCHEMA_DIR", inside("schema").toString()),
        Map.entry("RABBITMQ_MNESIA_BASE", inside("data").toString()),
        Map.entry("RABBITMQ_LOG_BASE", inside("log").toString()),
        Map.entry("RABBITMQ_LOGS", "-"));
  }

  private Path inside(String name) {
    return data.folder().resolve(name);
  }
}
