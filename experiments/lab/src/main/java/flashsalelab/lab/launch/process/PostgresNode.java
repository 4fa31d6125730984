package flashsalelab.lab.launch.process;

import flashsalelab.lab.launch.DatabaseAddress;
import flashsalelab.lab.launch.LastLines;
import flashsalelab.lab.launch.LaunchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL of its own on the loopback address: how its files are made and how it is started.
 * Whoever reaches the loopback address may be its user, as with the lab's Redis.
 *
 * @param binary the server's programs
 * @param user who it runs as
 * @param data its folder
 * @param port where it listens
 */
record PostgresNode(PostgresBinary binary, ServerUser user, ServerData data, int port) {
  private static final String LOOPBACK = "127.0.0.1";

  /**
   * Makes the files of a server on a free port.
   *
   * @throws LaunchException if they cannot be made; shows why
   */
  static PostgresNode of(PostgresBinary binary, ServerUser user, ServerData data, Path folder) {
    var node = new PostgresNode(binary, user, data, FreePort.onLoopback());
    node.make(folder.resolve("database-files.log"));
    return node;
  }

  private void make(Path log) {
    List<String> command =
        user.command(
            List.of(
                binary.programs().resolve("initdb").toString(),
                "--pgdata",
                files(),
                "--username",
                DatabaseAddress.USER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync"));
    try {
      int exit =
          new ProcessBuilder(command)
              .directory(data.folder().toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      if (exit != 0) {
        throw new LaunchException(
            "the files of PostgreSQL could not be made (exit code %d):%n%s"
                .formatted(exit, LastLines.of(log)));
      }
    } catch (IOException e) {
      throw new LaunchException("%s cannot be started: %s".formatted(command, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while the files of PostgreSQL were made", e);
    }
  }

  private String files() {
    return data.folder().resolve("files").toString();
  }

  DatabaseAddress address() {
    return new DatabaseAddress(LOOPBACK, port, DatabaseAddress.USER, "");
  }

  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(binary.programs().resolve("postgres").toString());
    command.addAll(List.of("-D", files(), "-p", Integer.toString(port)));
    command.addAll(List.of("-c", "listen_addresses=" + LOOPBACK));
    command.addAll(List.of("-c", "unix_socket_directories="));
    return user.command(command);
  }
}
