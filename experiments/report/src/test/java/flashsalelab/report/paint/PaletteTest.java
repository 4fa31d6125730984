package flashsalelab.report.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteTest {

  @Test
  void looks_upToTwentyFour_differInColourOrMarker() {
    assertThat(
            IntStream.range(0, 24)
                .mapToObj(look -> List.of(Palette.color(look), Palette.marker(look))))
        .doesNotHaveDuplicates();
  }
}
