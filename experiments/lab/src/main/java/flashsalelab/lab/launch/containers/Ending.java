package flashsalelab.lab.launch.containers;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import flashsalelab.lab.launch.ExitCode;
import java.util.Optional;

/**
 * How a container has ended.
 *
 * @param code its exit code
 * @param wantOfMemory whether the kernel killed it because of its limit
 */
record Ending(int code, boolean wantOfMemory) {

  /** The end that the engine tells of, if it has come. */
  static Optional<Ending> of(ContainerState state) {
    Long code = state.getExitCodeLong();
    return Boolean.TRUE.equals(state.getRunning())
        ? Optional.empty()
        : Optional.of(
            new Ending(
                code == null ? 0 : code.intValue(), Boolean.TRUE.equals(state.getOOMKilled())));
  }

  /** In words. */
  String text(ContainerSpec spec) {
    String end = "%s ended with %s".formatted(spec.name(), ExitCode.describe(code));
    return wantOfMemory
        ? "%s: it needed more memory than its limit of %d MiB".formatted(end, spec.memoryMib())
        : end;
  }
}
