package flashsalelab.lab.launch.containers;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.Metered;
import org.junit.jupiter.api.Test;

class EngineMeterTest {

  @Test
  void parse_firstVersion_isWhatTheKernelCouldNotTakeBack() {
    assertThat(
            EngineMeter.parse(
                """
                {"read":"2026-01-01T00:00:00Z","pids_stats":{"current":5},
                 "cpu_stats":{"cpu_usage":{"total_usage":22079165}},
                 "memory_stats":{"usage":10485760,"stats":{
                   "active_file":1,"inactive_file":1,
                   "total_active_file":1048576,"total_inactive_file":2097152}}}
                """))
        .contains(new Metered.Usage(22.079165, 7, 5));
  }

  @Test
  void parse_secondVersion_isWhatTheKernelCouldNotTakeBack() {
    assertThat(
            EngineMeter.parse(
                """
                {"pids_stats":{"current":5},"cpu_stats":{"cpu_usage":{"total_usage":22079165}},
                 "memory_stats":{"usage":10485760,"stats":{
                   "active_file":1048576,"inactive_file":2097152,"slab_reclaimable":524288}}}
                """))
        .contains(new Metered.Usage(22.079165, 6.5, 5));
  }

  @Test
  void parse_containerHasEnded_isNothing() {
    assertThat(
            EngineMeter.parse(
                """
                {"pids_stats":{},"cpu_stats":{"cpu_usage":{"total_usage":0}},"memory_stats":{}}
                """))
        .isEmpty();
    assertThat(EngineMeter.parse("{\"message\":\"no such container\"")).isEmpty();
  }
}
