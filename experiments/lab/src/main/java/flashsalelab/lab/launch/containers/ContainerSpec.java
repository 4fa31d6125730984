package flashsalelab.lab.launch.containers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.Cores;
import java.util.List;
import java.util.Map;

/**
 * What a container is made from.
 *
 * @param name its own name on the network and in logs
 * @param image name or id
 * @param command arguments, none for the image's own
 * @param environment variables beside the image's
 * @param ports that the lab has to reach
 * @param memoryMib limit in MiB, 0 for none
 * @param processors that it may use, none for all
 * @param talks whether its standard input stays with the lab
 */
record ContainerSpec(
    Component component,
    String name,
    String image,
    List<String> command,
    Map<String, String> environment,
    List<Integer> ports,
    long memoryMib,
    List<Integer> processors,
    boolean talks) {
  private static final long BYTES_PER_MIB = 1024 * 1024;

  ContainerSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    ports = List.copyOf(ports);
    processors = List.copyOf(processors);
  }

  /**
   * Fills the engine's form.
   *
   * @param network its id
   * @param publishedOn the address of the engine's host that ports are published on
   */
  CreateContainerCmd fill(
      CreateContainerCmd form, String network, Map<String, String> labels, String publishedOn) {
    HostConfig host =
        HostConfig.newHostConfig()
            .withNetworkMode(network)
            .withLogConfig(new LogConfig(LoggingType.JSON_FILE))
            .withPortBindings(
                ports.stream()
                    .map(port ->
                        new PortBinding(Ports.Binding.bindIp(publishedOn), ExposedPort.tcp(port)))
                    .toList());
    if (memoryMib > 0) {
      host.withMemory(memoryMib * BYTES_PER_MIB).withMemorySwap(memoryMib * BYTES_PER_MIB);
    }
    if (!processors.isEmpty()) {
      host.withCpusetCpus(Cores.text(processors));
    }
    form.withHostConfig(host)
        .withAliases(name)
        .withHostName(name)
        .withLabels(labels)
        .withEnv(
            environment.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList())
        .withExposedPorts(ports.stream().map(ExposedPort::tcp).toList())
        // It would be measured.
        .withHealthcheck(new HealthCheck().withTest(List.of("NONE")))
        .withStdinOpen(talks)
        .withStdInOnce(talks);
    return command.isEmpty() ? form : form.withCmd(command);
  }
}
