package flashsalelab.lab.launch.process;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.Cores;
import java.util.List;
import org.junit.jupiter.api.Test;

class TasksetTest {
  private final Taskset taskset = new Taskset(Cores.divided(List.of(0, 1, 2, 3)));

  @Test
  void command_ofEach_isBoundToItsProcessors() {
    assertThat(taskset.systemCommand(List.of("java")))
        .containsExactly("taskset", "-c", "0,1", "java");
    assertThat(taskset.generatorCommand(List.of("java")))
        .containsExactly("taskset", "-c", "2,3", "java");
  }

  @Test
  void moving_everywhereAndBack_namesTheProcessors() {
    assertThat(taskset.moving(42, true)).endsWith("-p", "0,1,2,3", "42");
    assertThat(taskset.moving(42, false)).endsWith("-p", "0,1", "42");
  }

  @Test
  void command_nothingKeptApart_isLeftAlone() {
    assertThat(new Taskset(Cores.shared(4)).systemCommand(List.of("java"))).containsExactly("java");
  }
}
