package flashsalelab.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoresTest {

  @Test
  void divided_fourProcessors_twoEach() {
    Cores cores = Cores.divided(List.of(0, 1, 2, 3));

    assertThat(cores.system()).containsExactly(0, 1);
    assertThat(cores.generator()).containsExactly(2, 3);
    assertThat(cores.plan()).contains("0,1").contains("2,3");
    assertThat(Cores.text(cores.all())).isEqualTo("0,1,2,3");
  }

  @Test
  void divided_oddProcessors_generatorHasTheLargerHalf() {
    Cores cores = Cores.divided(List.of(5, 6, 9));

    assertThat(cores.system()).containsExactly(5);
    assertThat(cores.generator()).containsExactly(6, 9);
  }

  @Test
  void divided_oneProcessor_sharesAndSaysSo() {
    assertThat(Cores.divided(List.of(0)).areDivided()).isFalse();
    assertThat(Cores.divided(List.of(0)).plan()).contains("share");
  }

  @Test
  void parse_rangesAndSingles_listsEveryProcessor() {
    assertThat(AllowedProcessors.parse("\t0-2,7,9-10")).containsExactly(0, 1, 2, 7, 9, 10);
  }
}
