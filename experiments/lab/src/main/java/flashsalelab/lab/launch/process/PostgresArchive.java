package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.LaunchException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL that a Maven artifact carries for this machine, as {@code .txz}.
 *
 * @param folder where it is unpacked, once
 */
record PostgresArchive(Path folder) {
  private static final int EXECUTABLE = 0100;
  private static final String DONE = "unpacked";

  /**
   * The folder with all of it.
   *
   * @throws LaunchException if there is none for this machine
   */
  Path unpacked() {
    try {
      if (!Files.exists(folder.resolve(DONE))) {
        unpack();
      }
      return folder.toAbsolutePath();
    } catch (IOException e) {
      throw new LaunchException(
          "no PostgreSQL is installed, and the embedded one cannot be had here (%s): install PostgreSQL (Debian, Ubuntu: apt-get install postgresql)"
              .formatted(e.getMessage()),
          e);
    }
  }

  private void unpack() throws IOException {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "");
    Files.createDirectories(folder);
    try (InputStream archive =
            DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(shortName(system), machine);
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry();
          entry != null;
          entry = tar.getNextEntry()) {
        put(entry, tar);
      }
    }
    Files.writeString(folder.resolve(DONE), "");
  }

  private static String shortName(String system) {
    return system.startsWith("mac") ? "Darwin" : system.startsWith("windows") ? "Windows" : "Linux";
  }

  private void put(TarArchiveEntry entry, InputStream content) throws IOException {
    Path file = folder.resolve(entry.getName()).normalize();
    if (!file.startsWith(folder.normalize())) {
      throw new IOException("the archive has an entry outside of it: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.deleteIfExists(file);
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
    boolean runs = (entry.getMode() & EXECUTABLE) != 0;
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
