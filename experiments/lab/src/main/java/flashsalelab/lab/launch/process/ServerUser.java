package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who runs a server that refuses to be root: whoever runs the lab, unless that is root.
 *
 * @param name of the other user, if there has to be one
 */
record ServerUser(Optional<String> name) {
  private static final String ROOT = "root";
  private static final List<String> OTHERS = List.of("postgres", "nobody");

  /** A folder that any user can get to, unlike one below root's home; it is on a disk. */
  private static final Path OPEN = Path.of("/var/tmp");

  /**
   * Who that is on this machine.
   *
   * @throws LaunchException if root runs the lab and cannot become anybody else
   */
  static ServerUser ofThisMachine() {
    if (!ROOT.equals(System.getProperty("user.name"))) {
      return new ServerUser(Optional.empty());
    }
    String other =
        OTHERS.stream()
            .filter(ServerUser::exists)
            .findFirst()
            .orElseThrow(() ->
                new LaunchException(
                    "PostgreSQL refuses to run as root, and none of the users %s is here"
                        .formatted(OTHERS)));
    if (InstalledProgram.find("setpriv").isEmpty()) {
      throw new LaunchException(
          "PostgreSQL refuses to run as root, and there is no setpriv (util-linux) to become %s"
              .formatted(other));
    }
    return new ServerUser(Optional.of(other));
  }

  private static boolean exists(String user) {
    try {
      principal(user);
      return true;
    } catch (UserPrincipalNotFoundException notHere) {
      return false;
    } catch (IOException e) {
      throw new LaunchException("the users of this machine cannot be read: " + e.getMessage(), e);
    }
  }

  private static UserPrincipal principal(String user) throws IOException {
    return Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
  }

  /** A command, run as that user in the place of the program that changes the user. */
  List<String> command(List<String> command) {
    return name.map(other ->
            Stream.concat(
                    Stream.of("setpriv", "--reuid=" + other, "--clear-groups", "--"),
                    command.stream())
                .toList())
        .orElse(command);
  }

  /**
   * A folder of its own for what a server writes to disk.
   *
   * @param parent where, if that user can surely get there
   * @throws LaunchException if it cannot be made
   */
  ServerData data(Path parent, String server) {
    if (name.isEmpty()) {
      return ServerData.in(parent, server);
    }
    try {
      Path folder = Files.createTempDirectory(OPEN, "flash-sale-lab-" + server + "-");
      Files.setOwner(folder, principal(name.get()));
      return new ServerData(folder);
    } catch (IOException e) {
      throw new LaunchException(
          "cannot make a folder of %s in %s: %s".formatted(name.get(), OPEN, e.getMessage()), e);
    }
  }
}
