package flashsalelab.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run is: {@code run.json}.
 *
 * @param schema version of the format of the whole folder, {@link #SCHEMA} when written by this
 *     code
 * @param id the folder's name
 * @param status {@code incomplete} from the first write to the last, and for good where a verdict
 *     lacks evidence
 * @param scale smoke, standard or full
 * @param launcher what the system ran in, {@code processes} for instance
 * @param startedAt when the run began
 * @param endedAt when it ended, absent while it is incomplete
 * @param seed of every random choice in the run
 * @param command what reproduces the run
 * @param experiments the names of the experiments that were begun
 * @param remarks what a reader has to know, the reason of an incomplete run for instance
 */
public record RunInfo(
    int schema,
    String id,
    Status status,
    String scale,
    String launcher,
    Instant startedAt,
    @Nullable Instant endedAt,
    long seed,
    String command,
    List<String> experiments,
    List<String> remarks) {
  public static final int SCHEMA = 1;

  /** Whether all of a run is there. */
  public enum Status {
    @JsonProperty("incomplete")
    INCOMPLETE,
    @JsonProperty("complete")
    COMPLETE
  }

  public RunInfo {
    experiments = List.copyOf(experiments);
    remarks = List.copyOf(remarks);
  }
}
