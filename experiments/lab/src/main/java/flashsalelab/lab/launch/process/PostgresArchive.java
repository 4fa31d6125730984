package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.LaunchException;
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
  private static final int EXECUTABLE = 0b001_000_000;
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
    Files.createDirectories(folder);
    try (InputStream archive = carried();
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        put(entry, tar);
      }
    }
    Files.writeString(folder.resolve(DONE), "");
  }

  private static InputStream carried() throws IOException {
    String system =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac")
            ? "darwin"
            : "linux";
    String machine = System.getProperty("os.arch", "").equals("aarch64") ? "arm_64" : "x86_64";
    String name = "/postgres-%s-%s.txz".formatted(system, machine);
    InputStream archive = PostgresArchive.class.getResourceAsStream(name);
    if (archive == null) {
      throw new IOException("no artifact carries " + name);
    }
    return archive;
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
    Files.createDirectories(file.resolveSibling(""));
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
