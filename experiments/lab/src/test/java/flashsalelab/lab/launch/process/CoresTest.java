package flashsalelab.lab.launch.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoresTest {

  @Test
  void divided_fourProcessors_twoEach() {
    Cores cores = Cores.divided(4, true);

    assertThat(cores.system()).containsExactly("taskset", "-c", "0,1");
    assertThat(cores.generator()).containsExactly("taskset", "-c", "2,3");
    assertThat(cores.plan()).contains("0,1").contains("2,3");
  }

  @Test
  void divided_oddProcessors_generatorHasTheLargerHalf() {
    Cores cores = Cores.divided(3, true);

    assertThat(cores.system()).endsWith("0");
    assertThat(cores.generator()).endsWith("1,2");
  }

  @Test
  void divided_oneProcessorOrNoTaskset_sharesAndSaysSo() {
    assertThat(Cores.divided(1, true).system()).isEmpty();
    assertThat(Cores.divided(8, false).generator()).isEmpty();
    assertThat(Cores.divided(8, false).plan()).contains("share 8");
  }
}
