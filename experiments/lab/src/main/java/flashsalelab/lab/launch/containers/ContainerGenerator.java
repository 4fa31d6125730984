package flashsalelab.lab.launch.containers;

import flashsalelab.lab.launch.Generator;
import flashsalelab.lab.launch.LaunchException;
import flashsalelab.results.load.GeneratorProtocol;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A load generator in a container. Its plan is copied in before it starts, its files are copied out
 * after its end: nothing is mounted, so the engine may be anywhere and the user any.
 */
final class ContainerGenerator implements Generator {
  private static final String PLAN_FOLDER = "/plan";
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Engine engine;
  private final LabContainer container;
  private final Path folder;
  private final Writer input;
  private final BufferedReader output;
  private boolean collected;

  private ContainerGenerator(
      Engine engine, LabContainer container, Path folder, Writer input, BufferedReader output) {
    this.engine = engine;
    this.container = container;
    this.folder = folder;
    this.input = input;
    this.output = output;
  }

  /** Starts a container on the plan of a folder. */
  static ContainerGenerator start(Engine engine, LabContainer container, Path folder) {
    try {
      copyIn(engine, container, folder);
      OrderStream input = OrderStream.attach(engine, container.id());
      Pipe words = Pipe.open();
      container.start(Channels.newOutputStream(words.sink()));
      return new ContainerGenerator(
          engine,
          container,
          folder,
          input,
          new BufferedReader(Channels.newReader(words.source(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new LaunchException(
          "%s cannot be given its plan: %s".formatted(container.name(), e.getMessage()), e);
    }
  }

  private static void copyIn(Engine engine, LabContainer container, Path folder)
      throws IOException {
    var packed = new ByteArrayOutputStream();
    Archive.write(packed, folder, List.of(folder.resolve(GeneratorProtocol.PLAN_FILE)));
    engine.tell(docker ->
        docker
            .copyArchiveToContainerCmd(container.id())
            .withRemotePath(PLAN_FOLDER)
            .withTarInputStream(new ByteArrayInputStream(packed.toByteArray()))
            .exec());
  }

  @Override
  public Writer input() {
    return input;
  }

  @Override
  public BufferedReader output() {
    return output;
  }

  @Override
  public int awaitEnd(Duration limit) throws InterruptedException {
    Instant deadline = Instant.now().plus(limit);
    Optional<Integer> exitCode = container.exitCode();
    while (exitCode.isEmpty() && Instant.now().isBefore(deadline)) {
      Thread.sleep(PAUSE);
      exitCode = container.exitCode();
    }
    if (exitCode.isEmpty()) {
      container.kill();
      throw new LaunchException(
          "the load generator did not end within %d s and was killed; its last log lines:%n%s"
              .formatted(limit.toSeconds(), lastWords()));
    }
    container.awaitLog();
    collect();
    return exitCode.get();
  }

  /** Copies what it has written into the folder, once. */
  synchronized void collect() {
    if (collected) {
      return;
    }
    collected = true;
    engine.tell(docker -> {
      try (InputStream packed =
          docker.copyArchiveFromContainerCmd(container.id(), PLAN_FOLDER).exec()) {
        Archive.extract(packed, folder);
      } catch (IOException e) {
        throw new LaunchException(
            "what the load generator has written could not be copied to %s: %s"
                .formatted(folder, e.getMessage()),
            e);
      }
    });
  }

  @Override
  public String lastWords() {
    return container.lastWords();
  }
}
