package flashsalelab.report;

import flashsalelab.report.chart.Chart;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.paint.FigurePainter;
import flashsalelab.report.run.Run;
import flashsalelab.report.run.RunReader;
import flashsalelab.results.RunFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/** The pictures of a run, a pure function of its folder. Needs no display. */
public final class Charts {
  private Charts() {}

  /**
   * Draws every chart that the run has data for, and removes older pictures of the others, so that
   * the folder shows this run and nothing else.
   *
   * @param out created where it does not exist
   * @return the pictures that were written
   * @throws IOException if the run cannot be read or a picture cannot be written; the message names
   *     the file
   */
  public static List<Path> render(RunFolder folder, Path out) throws IOException {
    Run run = RunReader.read(folder);
    Files.createDirectories(out);
    var written = new ArrayList<Path>();
    for (Chart chart : Chart.ALL) {
      Path picture = out.resolve(chart.name() + ".png");
      Optional<Figure> figure = chart.figure(run);
      if (figure.isPresent()) {
        Files.write(picture, png(figure.get()));
        written.add(picture);
      } else {
        Files.deleteIfExists(picture);
      }
    }
    return written;
  }

  private static byte[] png(Figure figure) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(FigurePainter.paint(figure), "png", bytes);
    return bytes.toByteArray();
  }
}
