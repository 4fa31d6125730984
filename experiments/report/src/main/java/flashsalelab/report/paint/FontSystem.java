package flashsalelab.report.paint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the JDK on Linux asks for before it draws any text: which files the logical fonts are. It
 * asks libfontconfig, and fails where that is not installed, as on many servers and in container
 * images, although nothing here is drawn in a logical font. A font configuration file, named in a
 * system property that the JDK reads first, answers instead, with the bundled font for everything.
 */
final class FontSystem {
  private static final String PROPERTY = "sun.awt.fontconfig";
  private static final List<String> LOGICAL_FONTS =
      List.of("serif", "sansserif", "monospaced", "dialog", "dialoginput");
  private static final List<String> STYLES = List.of("plain", "bold", "italic", "bolditalic");

  private FontSystem() {}

  /**
   * Sets the property where it is needed and not set. To be called before the first text of this
   * JVM is drawn; without effect later.
   */
  static synchronized void doWithoutFontconfig(String fontResource) {
    if (!System.getProperty("os.name", "").equals("Linux")
        || System.getProperty(PROPERTY) != null) {
      return;
    }
    try {
      Path folder = Files.createTempDirectory("report-fonts");
      Path configuration = configure(folder, fontResource);
      System.setProperty(PROPERTY, configuration.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a font configuration for this process", e);
    }
  }

  /** Writes the font and the configuration into a folder, all of which goes with the process. */
  static Path configure(Path folder, String fontResource) throws IOException {
    Path font = folder.resolve("font.ttf");
    Path configuration = folder.resolve("fontconfig.properties");
    folder.toFile().deleteOnExit();
    font.toFile().deleteOnExit();
    configuration.toFile().deleteOnExit();
    try (InputStream in = FontSystem.class.getResourceAsStream(fontResource)) {
      if (in == null) {
        throw new IOException("the font " + fontResource + " is missing from the jar");
      }
      Files.copy(in, font);
    }
    var lines = new ArrayList<String>();
    lines.add("version=1");
    for (String logical : LOGICAL_FONTS) {
      for (String style : STYLES) {
        lines.add("%s.%s.latin-1=bundled".formatted(logical, style));
      }
    }
    lines.add("sequence.allfonts=latin-1");
    lines.add("filename.bundled=" + font.toString().replace("\\", "\\\\"));
    return Files.write(configuration, lines);
  }
}
