package flashsalelab.lab.launch.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoresTest {

  @Test
  void divided_fourProcessors_twoEach() {
    Cores cores = Cores.divided(List.of(0, 1, 2, 3), true);

    assertThat(cores.systemCommand(List.of("java")))
        .containsExactly("taskset", "-c", "0,1", "java");
    assertThat(cores.generatorCommand(List.of("java")))
        .containsExactly("taskset", "-c", "2,3", "java");
    assertThat(cores.plan()).contains("0,1").contains("2,3");
  }

  @Test
  void divided_oddProcessors_generatorHasTheLargerHalf() {
    Cores cores = Cores.divided(List.of(5, 6, 9), true);

    assertThat(cores.system()).containsExactly(5);
    assertThat(cores.generator()).containsExactly(6, 9);
  }

  @Test
  void moving_everywhereAndBack_namesTheProcessors() {
    Cores cores = Cores.divided(List.of(0, 1, 2, 3), true);

    assertThat(cores.moving(42, true)).endsWith("-p", "0,1,2,3", "42");
    assertThat(cores.moving(42, false)).endsWith("-p", "0,1", "42");
  }

  @Test
  void divided_oneProcessorOrNoTaskset_sharesAndSaysSo() {
    assertThat(Cores.divided(List.of(0), true).areDivided()).isFalse();
    assertThat(Cores.divided(List.of(0, 1, 2, 3), false).systemCommand(List.of("java")))
        .containsExactly("java");
    assertThat(Cores.divided(List.of(0, 1, 2, 3), false).plan()).contains("share");
  }

  @Test
  void parse_rangesAndSingles_listsEveryProcessor() {
    assertThat(AllowedProcessors.parse("\t0-2,7,9-10")).containsExactly(0, 1, 2, 7, 9, 10);
  }
}
