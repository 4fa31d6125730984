package flashsalelab.lab.launch.containers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Files as the engine takes and gives them: a tar stream. */
final class Archive {
  private static final int READABLE = 0100644;
  private static final int EXECUTABLE = 0100755;

  private Archive() {}

  /**
   * Packs files, each under its path below a folder.
   *
   * @param below the folder that paths in the archive are relative to
   */
  static void write(OutputStream target, Path below, List<Path> files) throws IOException {
    try (var tar = new TarArchiveOutputStream(target)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Path file : files) {
        var entry = new TarArchiveEntry(below.relativize(file).toString().replace('\\', '/'));
        entry.setSize(Files.size(file));
        entry.setMode(Files.isExecutable(file) ? EXECUTABLE : READABLE);
        tar.putArchiveEntry(entry);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
      }
    }
  }

  /** Unpacks the plain files of an archive into a folder, whatever folders they were in. */
  static void extract(InputStream source, Path folder) throws IOException {
    try (var tar = new TarArchiveInputStream(source)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          Path name = Path.of(entry.getName()).getFileName();
          Files.copy(tar, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
