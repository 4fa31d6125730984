package flashsalelab.lab.launch.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An installed RabbitMQ.
 *
 * @param server the program that starts a broker
 * @param names epmd, the name server that Erlang nodes need
 * @param version as its folder is named, with where it is from
 */
record RabbitBinary(Path server, Path names, String version) {
  /** What to do where there is none. */
  static final String MISSING =
      "there is no rabbitmq-server: install RabbitMQ (Debian, Ubuntu: apt-get install rabbitmq-server)";

  /**
   * Where packages put the server itself; the one on the path is then a wrapper that becomes
   * another user.
   */
  private static final Path PACKAGED = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

  private static final Pattern VERSION = Pattern.compile("rabbitmq_server-([0-9.]+)");

  /** The one of this machine. */
  static Optional<RabbitBinary> find() {
    Optional<Path> names = InstalledProgram.find("epmd");
    return Stream.concat(
            Stream.of(PACKAGED).filter(Files::isExecutable),
            InstalledProgram.find("rabbitmq-server").stream())
        .findFirst()
        .flatMap(server -> names.map(epmd -> new RabbitBinary(server, epmd, version(server))));
  }

  private static String version(Path server) {
    try {
      Matcher version = VERSION.matcher(server.toRealPath().toString());
      return (version.find() ? version.group(1) : "unknown") + " (installed)";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
