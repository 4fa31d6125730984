package flashsalelab.report.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import org.junit.jupiter.api.Test;

class TextTest {
  private final Font font = Fonts.regular(16);

  @Test
  void fonts_everySignThatFiguresUse_isInThem() {
    String signs = "abcXYZ 0123456789 ,.:;()[]%/·×…'";

    assertThat(Fonts.regular(12).canDisplayUpTo(signs)).isEqualTo(-1);
    assertThat(Fonts.semibold(12).canDisplayUpTo(signs)).isEqualTo(-1);
    assertThat(Fonts.regular(12).getFamily()).isEqualTo("Open Sans");
  }

  @Test
  void wrap_longText_fitsWidthAndLosesNothing() {
    String text = "seven words that do not fit into one line";

    var lines = Text.wrap(text, font, 120);

    assertThat(lines).hasSizeGreaterThan(1);
    assertThat(lines).allSatisfy(line -> assertThat(Text.width(line, font)).isLessThan(120));
    assertThat(String.join(" ", lines)).isEqualTo(text);
  }

  @Test
  void wrap_wordWiderThanLine_standsAlone() {
    assertThat(Text.wrap("a incomprehensibilities b", font, 60))
        .containsExactly("a", "incomprehensibilities", "b");
  }

  @Test
  void fit_longText_endsInEllipsis() {
    String fitted = Text.fit("a rather long name of something", font, 80);

    assertThat(fitted).startsWith("a rath").endsWith("…");
    assertThat(Text.width(fitted, font)).isLessThanOrEqualTo(80);
    assertThat(Text.fit("short", font, 80)).isEqualTo("short");
  }
}
