package flashsalelab.lab.launch.containers;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.launch.LaunchException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the server in an image, which is asked itself.
 *
 * @param component the part that the server plays
 * @param command makes it tell
 * @param answer what it says, with the version as a group
 */
record ServerVersion(Component component, List<String> command, Pattern answer) {
  static final ServerVersion REDIS =
      new ServerVersion(
          Component.REDIS, List.of("redis-server", "--version"), Pattern.compile("v=([0-9.]+)"));

  static final ServerVersion RABBIT =
      new ServerVersion(
          Component.BROKER, List.of("rabbitmqctl", "version"), Pattern.compile("([0-9.]+)"));

  static final ServerVersion POSTGRES =
      new ServerVersion(
          Component.DATABASE,
          List.of("postgres", "--version"),
          Pattern.compile("PostgreSQL\\) ([0-9.]+)"));

  /**
   * Runs the command in a container.
   *
   * @param folder takes its log
   * @throws LaunchException if it does not tell
   */
  String of(Engine engine, String image, Map<String, String> labels, Path folder) {
    var estate = new Estate(engine, labels);
    // The lab's own hook is not there yet.
    var hook = new Thread(() -> estate.close(() -> {}), "version-removal");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Files.createDirectories(folder);
      estate.open();
      LabContainer container =
          estate.make(
              new ContainerSpec(
                  component,
                  component.word() + "-version",
                  image,
                  command,
                  Map.of(),
                  List.of(),
                  0,
                  List.of(),
                  false),
              folder);
      var said = new ByteArrayOutputStream();
      container.start(said);
      container.awaitLog();
      String text = said.toString(StandardCharsets.UTF_8);
      Matcher version = answer.matcher(text);
      if (!version.find()) {
        throw new LaunchException(
            "the image %s does not tell its server's version: '%s'".formatted(image, text.strip()));
      }
      return version.group(1);
    } catch (IOException e) {
      throw new LaunchException("cannot create %s: %s".formatted(folder, e.getMessage()), e);
    } finally {
      estate.close(() -> {});
      withdraw(hook);
    }
  }

  private static void withdraw(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException virtualMachineEnds) {
      // Then the hook is at work, and it removes the same.
    }
  }
}
