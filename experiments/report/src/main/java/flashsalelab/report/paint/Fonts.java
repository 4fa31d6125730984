package flashsalelab.report.paint;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The bundled typeface, Open Sans (Apache License 2.0, beside it), so that text is as wide on every
 * machine as it was on the one where the layout was looked at.
 */
final class Fonts {
  private static final String FOLDER = "/flashsalelab/report/fonts/";
  private static final Font REGULAR = load("OpenSans-Regular.ttf");
  private static final Font SEMIBOLD = load("OpenSans-Semibold.ttf");

  private Fonts() {}

  static Font regular(float size) {
    return REGULAR.deriveFont(size);
  }

  static Font semibold(float size) {
    return SEMIBOLD.deriveFont(size);
  }

  private static Font load(String file) {
    FontSystem.doWithoutFontconfig(FOLDER + file);
    try (InputStream in = Fonts.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("the font " + file + " is missing from the jar");
      }
      return Font.createFont(Font.TRUETYPE_FONT, in);
    } catch (FontFormatException e) {
      throw new IllegalStateException("the font " + file + " in the jar is broken", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the font " + file + " cannot be read", e);
    }
  }
}
