package flashsalelab.results;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a run was made: {@code environment.json}.
 *
 * @param processor the processor's model
 * @param cores processors that the run could use
 * @param memoryMib physical memory in MiB
 * @param os operating system and its version
 * @param kernel kernel release
 * @param jdk version of the JDK that everything ran on
 * @param launcher what the system ran in
 * @param coresPlan in words, which processors the system and the generator had
 * @param versions of everything that takes part, by name
 * @param revision git commit, or {@code unknown}
 * @param modified whether the working tree differed from that commit
 * @param redisDurability what Redis wrote to disk: {@code none}, {@code everysec} or {@code
 *     always}; absent in a run made before there was a choice, which was none
 */
public record Environment(
    String processor,
    int cores,
    long memoryMib,
    String os,
    String kernel,
    String jdk,
    String launcher,
    String coresPlan,
    Map<String, String> versions,
    String revision,
    boolean modified,
    @Nullable String redisDurability) {
  public Environment {
    versions = new TreeMap<>(versions);
  }
}
